using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace LossGen.Generator.Roslyn;

/// <summary>The text of a generated file, read where it lies: put together, a long one would be a large object.</summary>
/// <param name="pieces">All but the last of the usual length.</param>
internal sealed class TextInPieces(EquatableArray<string> pieces) : SourceText
{
    public override Encoding Encoding => Encoding.UTF8;

    public override int Length { get; } = (pieces.Count - 1) * GeneratedFile.PieceLength + pieces[pieces.Count - 1].Length;

    public override char this[int position] => pieces[position / GeneratedFile.PieceLength][position % GeneratedFile.PieceLength];

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        while (count > 0)
        {
            string piece = pieces[sourceIndex / GeneratedFile.PieceLength];
            int start = sourceIndex % GeneratedFile.PieceLength, copied = Math.Min(count, piece.Length - start);
            piece.CopyTo(start, destination, destinationIndex, copied);
            sourceIndex += copied;
            destinationIndex += copied;
            count -= copied;
        }
    }
}

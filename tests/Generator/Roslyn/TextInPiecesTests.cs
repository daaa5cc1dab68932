using Microsoft.CodeAnalysis.Text;

namespace LossGen.Generator.Roslyn;

public sealed class TextInPiecesTests
{
    [Theory]
    [InlineData(GeneratedFile.PieceLength + 1)]
    [InlineData(2 * GeneratedFile.PieceLength)]
    [InlineData(3 * GeneratedFile.PieceLength - 1)]
    public void Pieces_are_read_as_one_text(int length)
    {
        string whole = string.Concat(Enumerable.Range(0, length).Select(static i => i % 80 == 79 ? '\n' : (char)('a' + i % 23)));
        string[] pieces = [.. whole.Chunk(GeneratedFile.PieceLength).Select(static piece => new string(piece))];
        var text = new TextInPieces(pieces);

        Assert.Equal(length, text.Length);
        Assert.Equal(whole, text.ToString());
        Assert.Equal(whole.Substring(GeneratedFile.PieceLength - 3, 4), text.ToString(new TextSpan(GeneratedFile.PieceLength - 3, 4)));
        Assert.Equal(whole[length - 1], text[length - 1]);
        Assert.True(text.ContentEquals(SourceText.From(whole, text.Encoding)));
        Assert.Equal(SourceText.From(whole, text.Encoding).GetChecksum(), text.GetChecksum());
    }
}

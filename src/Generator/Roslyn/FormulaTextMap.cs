using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LossGen.Generator.Roslyn;

/// <summary>
/// Where each UTF-16 unit of a constant string stands in the C# file that spells it, whatever the spelling: literals of every
/// kind, interpolated constants, concatenations, references.
/// </summary>
internal sealed class FormulaTextMap
{
    private readonly ImmutableArray<TextSpan> _places;
    private readonly TextSpan _whole;

    private FormulaTextMap(TextSpan whole, ImmutableArray<TextSpan> places)
    {
        _whole = whole;
        _places = places;
    }

    /// <summary>Maps the value of an attribute's argument; a spelling that isn't understood maps to the whole argument.</summary>
    public static FormulaTextMap Of(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation)
    {
        var places = ImmutableArray.CreateBuilder<TextSpan>();
        int? length = (model.GetConstantValue(expression, cancellation).Value as string)?.Length;
        bool isMapped = SpelledText.AddPlaces(expression, model, places, cancellation) && places.Count == length;
        return new FormulaTextMap(expression.Span, isMapped ? places.ToImmutable() : ImmutableArray<TextSpan>.Empty);
    }

    /// <summary>The places of the units, in order; empty where the spelling isn't understood.</summary>
    public ImmutableArray<TextSpan> Places => _places;

    /// <summary>The part of the file that spells a range of the value; of an empty range, the unit that stands there, if any.</summary>
    public TextSpan this[TextRange range]
    {
        get
        {
            if (_places.IsEmpty || range.Start < 0 || range.Start > _places.Length)
                return _whole;
            if (range.Start == _places.Length)
                return new TextSpan(_places[_places.Length - 1].End, 0);
            int last = Math.Max(range.Start, Math.Min(range.End, _places.Length) - 1);
            return TextSpan.FromBounds(_places[range.Start].Start, _places[last].End);
        }
    }
}

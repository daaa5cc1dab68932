using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LossGen.Generator.Roslyn;

/// <summary>Walks over the spelling of a constant string and finds the place of each unit of its value.</summary>
internal static class SpelledText
{
    /// <returns>False where the expression is of a kind that isn't understood.</returns>
    public static bool AddPlaces(
        ExpressionSyntax expression, SemanticModel model, ImmutableArray<TextSpan>.Builder places, CancellationToken cancellation)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return AddPlaces(parenthesized.Expression, model, places, cancellation);

            case BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression):
                return AddPlaces(sum.Left, model, places, cancellation) && AddPlaces(sum.Right, model, places, cancellation);

            case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression):
                StringSpelling.Of(literal.Token).AddPlaces(places);
                return true;

            case InterpolatedStringExpressionSyntax interpolated:
                return AddPlaces(interpolated, model, places, cancellation);

            // A constant's name, nameof: every unit stands where the reference stands.
            default:
                if (model.GetConstantValue(expression, cancellation).Value is not string value)
                    return false;
                places.AddRange(Enumerable.Repeat(expression.Span, value.Length));
                return true;
        }
    }

    private static bool AddPlaces(
        InterpolatedStringExpressionSyntax interpolated, SemanticModel model, ImmutableArray<TextSpan>.Builder places, CancellationToken cancellation)
    {
        StringSpelling spelling = StringSpelling.Of(interpolated);
        int position = spelling.Start;
        foreach (InterpolationSyntax hole in interpolated.Contents.OfType<InterpolationSyntax>())
        {
            if (model.GetConstantValue(hole.Expression, cancellation).Value is not string value)
                return false;
            spelling.AddPlaces(places, position, hole.SpanStart);
            places.AddRange(Enumerable.Repeat(hole.Expression.Span, value.Length));
            position = hole.Span.End;
        }
        spelling.AddPlaces(places, position, spelling.End);
        return true;
    }
}

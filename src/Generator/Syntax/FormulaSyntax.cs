using System.Collections.Immutable;

namespace LossGen.Generator.Syntax;

/// <summary>What every piece of the tree knows: where it stands in the text.</summary>
internal abstract record SyntaxNode(TextRange Range);

internal sealed record NameSyntax(TextRange Range, string Text) : SyntaxNode(Range);

/// <summary>Definitions, the result, and what a sample counts in the mean.</summary>
/// <param name="ResultName">l of <c>l[c] := e</c>, or null for one value per sample.</param>
/// <param name="ResultIndices">The binders left of := of such a result.</param>
internal sealed record FormulaSyntax(
    TextRange Range,
    ImmutableArray<DefinitionSyntax> Definitions,
    NameSyntax? ResultName,
    ImmutableArray<BinderSyntax> ResultIndices,
    ExpressionSyntax Result,
    ExpressionSyntax? Where,
    ExpressionSyntax? MeanBy) : SyntaxNode(Range)
{
    /// <summary>What was read, for messages that quote it.</summary>
    public string Text { get; init; } = "";
}

/// <summary><c>z := e;</c>, <c>z[c] := e;</c> or <c>d(u, v) := e;</c>.</summary>
internal sealed record DefinitionSyntax(
    TextRange Range,
    NameSyntax Name,
    ImmutableArray<BinderSyntax> Indices,
    ImmutableArray<NameSyntax> Parameters,
    bool IsFunction,
    ExpressionSyntax Body) : SyntaxNode(Range);

/// <summary>A name bound by a bracket, optionally in an axis, optionally with one constraint on it.</summary>
/// <param name="Constraint">A comparison or membership whose left side is the name, or null.</param>
internal sealed record BinderSyntax(TextRange Range, NameSyntax Name, NameSyntax? Axis, ExpressionSyntax? Constraint) : SyntaxNode(Range);

internal abstract record ExpressionSyntax(TextRange Range) : SyntaxNode(Range);

/// <summary>Where an operand should have been; the parser has reported it.</summary>
internal sealed record MissingSyntax(TextRange Range) : ExpressionSyntax(Range);

internal sealed record NumberSyntax(TextRange Range, double Value) : ExpressionSyntax(Range);

/// <summary>A bare name: input, parameter, definition, index, label, extent or constant.</summary>
internal sealed record ReferenceSyntax(TextRange Range, string Name) : ExpressionSyntax(Range);

/// <summary><c>x[i, y]</c>; also the read of a word's array, <c>softmax[c](x[c])[y]</c>.</summary>
internal sealed record SubscriptSyntax(TextRange Range, ExpressionSyntax Target, ImmutableArray<ExpressionSyntax> Subscripts) : ExpressionSyntax(Range);

internal sealed record CallSyntax(TextRange Range, NameSyntax Function, ImmutableArray<ExpressionSyntax> Arguments) : ExpressionSyntax(Range);

internal sealed record UnarySyntax(TextRange Range, string Operator, TextRange OperatorRange, ExpressionSyntax Operand) : ExpressionSyntax(Range);

/// <summary>+ - * / ^ and or. A number before a name is a * of no width.</summary>
internal sealed record BinarySyntax(TextRange Range, string Operator, TextRange OperatorRange, ExpressionSyntax Left, ExpressionSyntax Right) : ExpressionSyntax(Range);

/// <summary>A chain of comparisons: one operator fewer than operands. == != &lt; &gt; &lt;= &gt;= in, not in.</summary>
internal sealed record ComparisonSyntax(TextRange Range, ImmutableArray<ExpressionSyntax> Operands, ImmutableArray<string> Operators, ImmutableArray<TextRange> OperatorRanges) : ExpressionSyntax(Range);

/// <summary><c>|e|</c></summary>
internal sealed record AbsoluteSyntax(TextRange Range, ExpressionSyntax Operand) : ExpressionSyntax(Range);

internal sealed record CaseSyntax(TextRange Range, ExpressionSyntax Value, ExpressionSyntax Condition) : SyntaxNode(Range);

/// <summary><c>{ a if c; b if d; e otherwise }</c></summary>
internal sealed record PiecewiseSyntax(TextRange Range, ImmutableArray<CaseSyntax> Cases, ExpressionSyntax? Otherwise) : ExpressionSyntax(Range);

/// <summary>A word with a bracket: <c>sum[i != y, j : c](body)</c>. Paper sugar ends here too.</summary>
/// <param name="Arguments">The body, and for norm perhaps p; for count, any and all the condition.</param>
internal sealed record ReductionSyntax(
    TextRange Range,
    NameSyntax Word,
    ImmutableArray<BinderSyntax> Binders,
    ExpressionSyntax? Condition,
    ImmutableArray<ExpressionSyntax> Arguments) : ExpressionSyntax(Range);

/// <summary>The declarations of <c>Inputs</c>.</summary>
internal sealed record InputsSyntax(TextRange Range, ImmutableArray<InputSyntax> Inputs) : SyntaxNode(Range);

/// <summary>One declaration: an input, or the axes, null constant or domain of a parameter.</summary>
/// <param name="Axes">x[C]: the axes in the brackets.</param>
/// <param name="Membership">in C, in {-1, 1}.</param>
/// <param name="Ignoring">ignoring k.</param>
/// <param name="Until">until -1.</param>
/// <param name="NullConstant">= 1.</param>
/// <param name="LowerBound">0 &lt;= x or x &gt;= 0: the bound that x must not be below.</param>
internal sealed record InputSyntax(
    TextRange Range,
    NameSyntax Name,
    bool IsShared,
    ImmutableArray<NameSyntax> Axes,
    NameSyntax? LabelAxis,
    ImmutableArray<NumberSyntax> Values,
    ExpressionSyntax? Ignoring,
    NumberSyntax? Until,
    NumberSyntax? NullConstant,
    BoundSyntax? LowerBound,
    BoundSyntax? UpperBound) : SyntaxNode(Range);

internal sealed record BoundSyntax(TextRange Range, double Value, bool IsStrict) : SyntaxNode(Range);

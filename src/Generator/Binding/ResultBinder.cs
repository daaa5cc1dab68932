using System.Collections.Immutable;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>The result: its own indices, the index of where, and an index that papers leave unbound.</summary>
internal sealed class ResultBinder(ExpressionBinder expressions, Names names, ProblemBag problems, FormulaSyntax formula)
{
    /// <returns>The result or null, and its indices.</returns>
    public (BoundReal? Result, ImmutableArray<BoundIndex> Indices) Bind(Scope scope)
    {
        ImmutableArray<BoundIndex> indices = ImmutableArray<BoundIndex>.Empty;
        if (formula.ResultName is { } name)
        {
            names.Check(name, scope);
            if (expressions.BindOwnIndices(formula.ResultIndices, formula.Result, scope) is not { } own)
                return (null, indices);
            indices = own;
            foreach (BoundIndex index in indices)
                scope = scope.With(new IndexSymbol(index));
        }

        return (BindSum(scope), indices);
    }

    private BoundReal? BindSum(Scope scope)
    {
        ReferenceSyntax[] ofWhere = formula.Where is null ? [] : First(FreeNames.BoundByWhere(formula.Where, scope));
        ReferenceSyntax[] free = First(FreeNames.Of(formula.Result, scope)
            .Where(reference => FreeNames.IsIndexName(reference.Name) && !Array.Exists(ofWhere, bound => bound.Name == reference.Name)));
        if (ofWhere.FirstOrDefault(reference => IsBoundInside(formula.Result, reference.Name)) is { } twice)
        {
            Report(BindingProblems.WhereBindsNothing, twice.Range, $"'{twice.Name}' is that of a bracket, so write the condition there, as in sum[{Quote(formula.Where!.Range)}](…)");
            return null;
        }

        if (formula.Where is not null && ofWhere.Length == 0)
        {
            Report(BindingProblems.WhereBindsNothing, formula.Where.Range, "write { … if condition; 0 otherwise }");
            return null;
        }

        if (free.Length > 0 && !IsOneTerm(formula.Result))
        {
            foreach (ReferenceSyntax reference in free)
            {
                string term = Quote(TermAround(formula.Result, reference.Range));
                Report(BindingProblems.UnboundIndex, reference.Range, reference.Name, $"write sum[{reference.Name}]({term}) or another reduction around it");
            }

            return null;
        }

        if (ofWhere.Length + free.Length == 0)
            return expressions.BindReal(formula.Result, scope);
        return BindOver(ofWhere, free, scope);
    }

    private BoundReal? BindOver(ReferenceSyntax[] ofWhere, ReferenceSyntax[] free, Scope scope)
    {
        ImmutableArray<SyntaxNode> uses = formula.Where is null
            ? ImmutableArray.Create<SyntaxNode>(formula.Result)
            : ImmutableArray.Create<SyntaxNode>(formula.Result, formula.Where);
        ImmutableArray<BinderSyntax> binders = ofWhere.Concat(free)
            .Select(reference => new BinderSyntax(reference.Range, new NameSyntax(reference.Range, reference.Name), null, null))
            .ToImmutableArray();
        Scope pending = IndexRange.WithPending(binders, uses, scope);
        var indices = ImmutableArray.CreateBuilder<BoundIndex>();
        foreach (BinderSyntax binder in binders)
        {
            if (!names.Check(binder.Name, scope) || expressions.RangeOf(binder, uses, pending, scope) is not { } axis)
                continue;
            var index = new BoundIndex(binder.Name.Text, axis);
            indices.Add(index);
            scope = scope.With(new IndexSymbol(index));
        }

        if (indices.Count < binders.Length)
            return null;
        BoundReal? body = expressions.BindReal(formula.Result, scope);
        BoundCondition? condition = formula.Where is null ? null : expressions.BindCondition(formula.Where, scope);
        if (body is null || (formula.Where is not null && condition is null))
            return null;

        // A formula that is wrong is summed over nothing.
        for (int i = ofWhere.Length; i < binders.Length; i++)
            Report(BindingProblems.SummedIndex, binders[i].Range, indices[i].Name, indices[i].Axis.Name);
        TextRange range = formula.Where is null ? formula.Result.Range : formula.Result.Range.Through(formula.Where.Range);
        return expressions.Sum(range, indices.ToImmutable(), condition, body);
    }

    private static bool IsBoundInside(SyntaxNode node, string name) =>
        node is BinderSyntax binder && binder.Name.Text == name || SyntaxChildren.Of(node).Any(child => IsBoundInside(child, name));

    private static ReferenceSyntax[] First(IEnumerable<ReferenceSyntax> references) =>
        references.GroupBy(reference => reference.Name).Select(group => group.First()).ToArray();

    /// <summary>No + or - outside brackets.</summary>
    private static bool IsOneTerm(ExpressionSyntax expression) => expression switch
    {
        BinarySyntax binary when binary.Range.Start < binary.Left.Range.Start => true,
        BinarySyntax { Operator: "+" or "-" } => false,
        BinarySyntax binary => IsOneTerm(binary.Left) && IsOneTerm(binary.Right),
        UnarySyntax unary => unary.Range.Start < unary.OperatorRange.Start,
        _ => true,
    };

    /// <summary>The term of the sum in which a place lies.</summary>
    private static TextRange TermAround(ExpressionSyntax expression, TextRange place)
    {
        while (true)
        {
            switch (expression)
            {
                case BinarySyntax { Operator: "+" or "-" } binary when binary.Range.Start == binary.Left.Range.Start:
                    expression = place.Start < binary.OperatorRange.Start ? binary.Left : binary.Right;
                    break;
                case UnarySyntax unary when unary.Range.Start == unary.OperatorRange.Start:
                    expression = unary.Operand;
                    break;
                default:
                    return expression.Range;
            }
        }
    }

    private string Quote(TextRange range)
    {
        string text = formula.Text.Substring(range.Start, range.Length);
        return text.Length > 40 ? "…" : text;
    }

    private void Report(ProblemKind kind, TextRange range, params string[] arguments) =>
        problems.Report(ProblemPart.Formula, kind, range, arguments);
}

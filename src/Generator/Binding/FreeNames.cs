using System.Collections.Immutable;
using LossGen.Generator.Functions;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>Names in an expression that nothing in view declares and no bracket binds.</summary>
internal static class FreeNames
{
    /// <summary>The names by which papers write indices without a bracket.</summary>
    public static bool IsIndexName(string name) => name is "i" or "j" or "k";

    public static IEnumerable<ReferenceSyntax> Of(SyntaxNode node, Scope scope)
    {
        if (node is ReferenceSyntax reference && scope.Find(reference.Name) is null && Constants.Find(reference.Name) is null)
            yield return reference;
        Scope inner = node is ReductionSyntax reduction
            ? IndexRange.WithPending(reduction.Binders, ImmutableArray<SyntaxNode>.Empty, scope)
            : scope;
        foreach (SyntaxNode child in SyntaxChildren.Of(node))
            foreach (ReferenceSyntax free in Of(child, inner))
                yield return free;
    }

    /// <summary>
    /// The names that a where binds: left of a comparison or membership, or i, j, k, and declared by nothing.
    /// </summary>
    public static IEnumerable<ReferenceSyntax> BoundByWhere(ExpressionSyntax where, Scope scope)
    {
        var left = new HashSet<string>();
        CollectLeft(where, left);
        return Of(where, scope).Where(reference => IsIndexName(reference.Name) || left.Contains(reference.Name));
    }

    private static void CollectLeft(ExpressionSyntax condition, HashSet<string> names)
    {
        switch (condition)
        {
            case BinarySyntax binary:
                CollectLeft(binary.Left, names);
                CollectLeft(binary.Right, names);
                break;
            case UnarySyntax unary:
                CollectLeft(unary.Operand, names);
                break;
            // With a point in it, it is another language's: torch.x.
            case ComparisonSyntax { Operands: var operands } when operands[0] is ReferenceSyntax reference && reference.Name.IndexOf('.') < 0:
                names.Add(reference.Name);
                break;
        }
    }
}

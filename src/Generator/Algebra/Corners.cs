using System.Collections.Immutable;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>What a formula says where its slope jumps or is none: the functions and reductions in it whose rows state a corner.</summary>
internal static class Corners
{
    public static ImmutableArray<string> Of(RealTerm value, Catalogue catalogue)
    {
        var corners = ImmutableArray.CreateBuilder<string>();
        var seen = new HashSet<Term>();
        Visit(value);
        return corners.ToImmutable();

        void Visit(Term term)
        {
            if (!seen.Add(term))
                return;
            foreach (Term child in term.Children)
                Visit(child);
            if (term is ApplyTerm { Function: { Documentation.Length: > 0 } function } && IsCorner(function))
                Add($"{function.Notation ?? function.Name}: {function.Documentation}");
            if (term is ReduceTerm { Kind: ReduceKind.Max or ReduceKind.Min } reduce)
                AddReduction(reduce.Kind == ReduceKind.Max ? ReductionKind.Max : ReductionKind.Min);
        }

        void AddReduction(ReductionKind kind)
        {
            Reduction row = catalogue.Reductions.First(row => row.Kind == kind);
            Add($"{row.Word}[…]: {row.Documentation}");
        }

        void Add(string corner)
        {
            if (!corners.Contains(corner))
                corners.Add(corner);
        }
    }

    private static bool IsCorner(Function function) =>
        function.Derivative.Any(static slope => slope?.Contains("corner(") == true)
        || function.IsPublic && !function.Derivative.IsEmpty && function.Derivative.All(static slope => slope is null);
}

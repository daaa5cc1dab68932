using System.Collections.Immutable;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Binding;

/// <summary>A place of a formula where its slope jumps or is none.</summary>
/// <param name="Term">As it stands in the bound formula.</param>
/// <param name="Word">The function or reduction, or cases.</param>
/// <param name="Slope">What the row says of the slope there.</param>
internal sealed record Corner(string Term, string Word, string Slope);

/// <summary>Where a formula has no derivative, or a slope that is chosen, and what is chosen: for Explain, the hover and the pages.</summary>
internal static class Corners
{
    public static ImmutableArray<Corner> Of(BoundLoss loss, Catalogue catalogue) =>
        Nodes(loss.Result).Where(IsDifferentiable).SelectMany(node => At(node, catalogue)).Distinct().ToImmutableArray();

    private static IEnumerable<Corner> At(object node, Catalogue catalogue)
    {
        switch (node)
        {
            case BoundCall call when HasCorner(call.Function, catalogue):
                yield return new(FormulaPrinter.Print(call), call.Function.Name, call.Function.Documentation);
                break;
            case BoundReduction { Reduction.Kind: ReductionKind.Max or ReductionKind.Min or ReductionKind.Norm } reduction:
                yield return new(FormulaPrinter.Print(reduction), reduction.Reduction.Word, reduction.Reduction.Documentation);
                break;
            case BoundPiecewise piecewise:
                foreach (var @case in piecewise.Cases.Where(static c => IsDifferentiable(c.Condition)))
                    yield return new(FormulaPrinter.Print(@case.Condition), "cases", "The slope is that of the case that holds.");
                break;
        }
    }

    /// <summary>A corner is written into the derivative of a function, or nothing flows at all; one without a row has those of what it stands for.</summary>
    private static bool HasCorner(Function function, Catalogue catalogue) => function.Derivative.IsEmpty
        ? catalogue.Functions.Any(other => function.Definition!.Contains(other.Name + "(") && HasCorner(other, catalogue))
        : function.HasCorner || function.Derivative.All(static slope => slope is null);

    private static bool IsDifferentiable(object node) => Nodes(node).OfType<BoundInputElement>().Any(static element => element.Input.HasGradient);

    private static IEnumerable<object> Nodes(object node) => BoundChildren.Of(node).SelectMany(Nodes).Prepend(node);
}

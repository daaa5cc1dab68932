using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Definitions.Tests.Pages;

/// <summary>Where the value of a formula has no derivative, or a slope that is chosen, and what is chosen: term by term.</summary>
internal static class Corners
{
    /// <summary>A term as it stands in the bound formula, and what the tables of the compiler say of its slope.</summary>
    public static IEnumerable<(string Term, string Slope)> Of(BoundLoss loss)
        => Nodes(loss.Result).SelectMany(node => At(node, loss)).Distinct();

    private static IEnumerable<(string, string)> At(object node, BoundLoss loss)
    {
        switch (node)
        {
            case BoundCall call when HasCorner(call.Function) && IsDifferentiable(call):
                yield return (FormulaPrinter.Print(call), call.Function.Documentation);
                break;
            case BoundReduction { Reduction.Kind: ReductionKind.Max or ReductionKind.Min or ReductionKind.Norm } reduction when IsDifferentiable(reduction):
                yield return (FormulaPrinter.Print(reduction), reduction.Reduction.Documentation);
                break;
            case BoundPiecewise piecewise when IsDifferentiable(piecewise):
                foreach (BoundCase @case in piecewise.Cases.Where(@case => Nodes(@case.Condition).OfType<BoundInputElement>().Any(IsDifferentiable)))
                    yield return (FormulaPrinter.Print(@case.Condition), "The slope is that of the case that holds.");
                break;
        }
    }

    // A corner is written into the derivative of a function; one without a row of its own has those of what it stands for.
    private static bool HasCorner(Function function) => function.Derivative.IsEmpty
        ? Catalogue.Default.Functions.Any(other => function.Definition!.Contains(other.Name + "(", StringComparison.Ordinal) && HasCorner(other))
        : function.Derivative.Any(slope => slope is not null && slope.Contains("corner(", StringComparison.Ordinal));

    private static bool IsDifferentiable(object node) => Nodes(node).OfType<BoundInputElement>().Any(element => element.Input.HasGradient);

    private static IEnumerable<object> Nodes(object node) => BoundChildren.Of(node).SelectMany(Nodes).Prepend(node);
}

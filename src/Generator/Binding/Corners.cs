using System.Collections.Immutable;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Binding;

/// <summary>Places of a formula where its slope jumps or is none.</summary>
/// <param name="Terms">As they stand in the bound formula: all with the same word of which the same is said.</param>
/// <param name="Word">The function or reduction, or cases.</param>
/// <param name="Slope">What the row says of the slope there, of these arguments.</param>
internal sealed record Corner(ImmutableArray<string> Terms, string Word, string Slope);

/// <summary>Where a formula has no derivative, or a slope that is chosen, and what is chosen: for Explain, the hover and the pages.</summary>
internal static class Corners
{
    public static ImmutableArray<Corner> Of(BoundLoss loss, Catalogue catalogue) => Nodes(loss.Result)
        .Where(IsDifferentiable)
        .SelectMany(node => At(node, catalogue))
        .GroupBy(static place => (place.Word, place.Slope), static place => place.Term)
        .Select(static places => new Corner(places.Distinct().ToImmutableArray(), places.Key.Word, places.Key.Slope))
        .ToImmutableArray();

    private static IEnumerable<(string Term, string Word, string Slope)> At(object node, Catalogue catalogue)
    {
        switch (node)
        {
            case BoundCall call when HasCorner(call.Function, catalogue):
                yield return (FormulaPrinter.Print(call), call.Function.Name, SlopeOf(call, catalogue));
                break;
            case BoundReduction { Reduction: { Kind: ReductionKind.Max or ReductionKind.Min or ReductionKind.Norm } row } reduction:
                yield return (FormulaPrinter.Print(reduction), row.Word, row.Corner ?? row.Documentation);
                break;
            case BoundPiecewise piecewise:
                foreach (var @case in piecewise.Cases.Where(static c => IsDifferentiable(c.Condition)))
                    yield return (FormulaPrinter.Print(@case.Condition), "cases", "The slope is that of the case that holds.");
                break;
        }
    }

    /// <summary>What the row says, with these arguments in the place of its parameters.</summary>
    private static string SlopeOf(BoundCall call, Catalogue catalogue)
    {
        var (row, arguments) = (call.Function, call.Arguments);
        if (row.OneSided is { } oneSided && IsActive(arguments[0]) != IsActive(arguments[1]))
        {
            row = catalogue.Functions.First(other => other.Name == oneSided);
            arguments = IsActive(arguments[0]) ? ImmutableArray.Create(arguments[1], arguments[0]) : arguments;
        }

        string text = row.Corner ?? row.Documentation;
        for (int i = 0; i < arguments.Length; i++)
            text = text.Replace("{" + row.Parameters[i] + "}", FormulaPrinter.Print(arguments[i]));
        return text;
    }

    /// <summary>Whether a slope can reach an input through it.</summary>
    private static bool IsActive(object node) => node switch
    {
        BoundInputElement element => element.Input.HasGradient,
        BoundInteger or BoundCondition => false,
        BoundCall { Function.Derivative: { IsEmpty: false } slopes } when slopes.All(static slope => slope is null) => false,
        _ => BoundChildren.Of(node).Any(IsActive),
    };

    /// <summary>A corner is written into the derivative of a function, or nothing flows at all; one without a row has those of what it stands for.</summary>
    private static bool HasCorner(Function function, Catalogue catalogue) => function.Derivative.IsEmpty
        ? catalogue.Functions.Any(other => function.Definition!.Contains(other.Name + "(") && HasCorner(other, catalogue))
        : function.HasCorner || function.Derivative.All(static slope => slope is null);

    private static bool IsDifferentiable(object node) => node is BoundInputElement { Input.HasGradient: true } || BoundChildren.Of(node).Any(IsDifferentiable);

    /// <summary>The root and all below it, each before its parts.</summary>
    private static List<object> Nodes(object root)
    {
        var nodes = new List<object>();
        Visit(root);
        return nodes;

        void Visit(object node)
        {
            nodes.Add(node);
            foreach (object child in BoundChildren.Of(node))
                Visit(child);
        }
    }
}

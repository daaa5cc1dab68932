using LossGen.Generator.Functions;

namespace LossGen.Generator.Binding;

/// <summary>The declarations of a bound loss as text that binds to the same inputs, axes and parameters.</summary>
internal static class InputsPrinter
{
    public static string Print(BoundLoss loss)
    {
        var texts = new List<string>();
        var seen = new HashSet<BoundAxis>();
        var parameters = new Queue<BoundParameter>(loss.Parameters.Where(IsDeclared));
        foreach (BoundInput input in loss.Inputs)
        {
            // Axes are numbered by first appearance: a parameter that shows one first stands first.
            while (parameters.Count > 0 && NewAxes(input.LabelAxis is null ? input.Axes : input.Axes.Add(input.LabelAxis), seen).FirstOrDefault() is { } next
                && next != loss.Axes.First(axis => !seen.Contains(axis)))
            {
                Add(parameters.Peek().Axes, Print(parameters.Dequeue()));
            }

            Add(input.LabelAxis is null ? input.Axes : input.Axes.Add(input.LabelAxis), Print(input));
        }

        foreach (BoundParameter parameter in parameters)
            Add(parameter.Axes, Print(parameter));
        return string.Join(", ", texts);

        void Add(IEnumerable<BoundAxis> axes, string text)
        {
            seen.UnionWith(axes);
            texts.Add(text);
        }
    }

    private static IEnumerable<BoundAxis> NewAxes(IEnumerable<BoundAxis> axes, HashSet<BoundAxis> seen) => axes.Where(axis => !seen.Contains(axis));

    private static bool IsDeclared(BoundParameter parameter) =>
        !parameter.Axes.IsEmpty || parameter.NullConstant is not null || !parameter.Domain.IsAll;

    private static string Print(BoundInput input)
    {
        string name = (input.IsShared ? "shared " : "") + input.Name + Axes(input.Axes);
        if (input.LabelAxis is null)
            return WithDomain(name, input.Domain);
        return name + " in " + input.LabelAxis.Name
            + (input.Ignoring is null ? "" : " ignoring " + FormulaPrinter.Print(input.Ignoring))
            + (input.Until is null ? "" : " until " + Constants.Notation(input.Until.Value));
    }

    private static string Print(BoundParameter parameter) =>
        WithDomain(parameter.Name + Axes(parameter.Axes), parameter.Domain) + (parameter.NullConstant is { } constant ? " = " + Constants.Notation(constant) : "");

    private static string Axes(IReadOnlyCollection<BoundAxis> axes) =>
        axes.Count == 0 ? "" : "[" + string.Join(", ", axes.Select(axis => axis.Name)) + "]";

    private static string WithDomain(string name, BoundDomain domain)
    {
        if (domain.IsFinite)
            return $"{name} in {{{string.Join(", ", domain.Values.Select(Constants.Notation))}}}";
        bool hasLower = !double.IsNegativeInfinity(domain.Lower) || domain.LowerIsStrict;
        bool hasUpper = !double.IsPositiveInfinity(domain.Upper) || domain.UpperIsStrict;
        string upper = (domain.UpperIsStrict ? " < " : " <= ") + Constants.Notation(domain.Upper);
        if (hasLower && hasUpper)
            return Constants.Notation(domain.Lower) + (domain.LowerIsStrict ? " < " : " <= ") + name + upper;
        if (hasLower)
            return name + (domain.LowerIsStrict ? " > " : " >= ") + Constants.Notation(domain.Lower);
        return hasUpper ? name + upper : name;
    }
}

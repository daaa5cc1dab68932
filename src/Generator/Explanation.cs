using System.Text;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator;

/// <summary>What happened to a formula on its way to code: every stage that changed something, and what was decided why.</summary>
internal static class Explanation
{
    public static string Of(Lowering.Program program)
    {
        var text = new StringBuilder();
        var terms = program.Terms;
        var (formula, inputs) = FormulaPrinter.Print(terms.Loss);
        Section(text, "bound", "every name resolved, every index in its bracket");
        text.Append("  inputs  ").Append(inputs).Append('\n');
        text.Append(Indented("  formula ", formula));

        Stage? before = null;
        foreach (var stage in terms.Stages)
        {
            string shown = Show(terms, stage);
            if (before is not null && shown == Show(terms, before))
                continue;
            Section(text, stage.Name, stage.Reason);
            text.Append(shown);
            before = stage;
        }

        if (!terms.Rules.IsEmpty)
        {
            Section(text, "rules", "in the order of their first use");
            foreach (string rule in terms.Rules)
                text.Append("  ").Append(rule).Append('\n');
        }

        if (!terms.Corners.IsEmpty)
        {
            Section(text, "corners", "what the formula says where a slope jumps or is none");
            foreach (var corner in terms.Corners)
                text.Append("  ").Append(string.Join(", ", corner.Terms)).Append(": ").Append(corner.Slope).Append('\n');
        }

        Section(text, "extents", "how they follow from the arguments of a call");
        foreach (var axis in program.Shapes.Asked)
            text.Append("  ").Append(axis.Name).Append(" is asked for\n");
        foreach (var step in program.Shapes.Steps)
            text.Append("  ").Append(Show(step)).Append('\n');

        foreach (var kernel in program.Kernels)
        {
            string what = kernel.Kind.ToString().ToLowerInvariant();
            if (kernel.Kind == KernelKind.Shared)
                what = "gradient of " + string.Join(" and ", kernel.Shared.Select(static i => i.Name));
            string name = $"{what} by {(kernel.Mode == LaneMode.Axis ? "rows" : program.HasAxes ? "columns" : "samples")}";
            string known = kernel.Case.Print(new TermPrinter(terms.Loss));
            Section(text, known.Length == 0 ? name : $"{name} where {known}", Purpose(kernel));
            foreach (string note in kernel.Notes)
                text.Append("  ").Append(note).Append('\n');
            text.Append("  lane calls ").Append(kernel.LaneCalls).Append(" of at most ").Append(Kernel.MostLaneCalls).Append('\n');
        }

        return text.ToString();
    }

    private static void Section(StringBuilder text, string name, string reason)
    {
        if (text.Length > 0)
            text.Append('\n');
        text.Append(name).Append(": ").Append(reason).Append('\n');
    }

    private static string Show(LossTerms terms, Stage stage)
    {
        var printer = new TermPrinter(terms.Loss);
        var text = new StringBuilder();
        text.Append(Indented("  value   ", printer.Print(stage.Value, terms.ResultBinders)));
        if (stage.Divisor is not null)
            text.Append(Indented("  mean by ", printer.Print(stage.Divisor)));
        foreach (var gradient in stage.Gradients)
            text.Append(Indented($"  d/d{gradient.Input.Name} ".PadRight(10), printer.Print(gradient, terms.ResultBinders)));
        return text.ToString();
    }

    private static string Indented(string head, string body) =>
        head + body.Replace("\n", "\n" + new string(' ', head.Length)) + "\n";

    private static string Show(ShapeStep step) => step switch
    {
        Determine { Axis: null, Source: var source } => $"N·inner from the length of {source.Name} {source.Layout}",
        Determine { Axis: { } axis, Source: var source } => $"{axis.Name} from the length of {source.Name} {source.Layout}",
        TakeFromOptional { Axis: var axis, Sources: var sources } => $"{axis.Name} from {string.Join(" or ", sources.Select(static s => s.Name).DefaultIfEmpty("nothing"))}, else 1",
        CheckLength { Source: var source } => $"{source.Name} {source.Layout} is checked",
        _ => "",
    };

    private static string Purpose(Kernel kernel) => kernel.Mode == LaneMode.Axis
        ? "inner is 1, so a sample's elements lie side by side: one sample at a time"
        : "a lane of positions that lie side by side";
}

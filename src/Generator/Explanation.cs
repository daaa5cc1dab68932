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

        ShowSchedule(text, program);
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

    /// <summary>Which of the kernels below a call takes, and what is said of all of them.</summary>
    private static void ShowSchedule(StringBuilder text, Lowering.Program program)
    {
        Section(text, "schedule", "which kernels a call takes");
        if (!program.HasAxes)
            text.Append("  samples always: a lane holds neighbouring samples\n");
        else
        {
            text.Append("  columns where inner > 1 or a sample has one element: a lane holds neighbouring positions\n");
            if (program.HasBlocks)
                text.Append("  columns too where a sample's elements fill less than two lanes: a block of samples is turned over for them, and its gradients back\n");
            text.Append("  rows else: one sample at a time, lanes along its last axis\n");
        }

        foreach (var pass in program.Shared)
        {
            string inputs = string.Join(" and ", pass.Inputs.Select(static i => i.Name));
            text.Append("  gradient of ").Append(inputs).Append(" after each block of samples, which saves what it needs: ")
                .Append(pass.Row is { } row ? $"a pass over the rows {row.Name}, the samples of the block inside" : "the samples of the block add to all of it").Append('\n');
        }

        text.Append("  lane calls are counted because the JIT stops inlining at 512 locals, and a kernel that goes beyond is several times slower\n");
    }

    private static string Purpose(Kernel kernel) => (kernel.Kind, kernel.Mode) switch
    {
        (KernelKind.Shared, LaneMode.Axis) => "the samples of a block one by one",
        (KernelKind.Shared, _) => "the samples of a block, a lane of them at a time",
        (_, LaneMode.Axis) => "inner is 1, so a sample's elements lie side by side: one sample at a time",
        _ => "a lane of positions that lie side by side",
    };
}

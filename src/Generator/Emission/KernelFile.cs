using System.Globalization;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>The kernels of one formula: what its members call, the checks, the passes.</summary>
internal static class KernelFile
{
    private const string Interop = "System.Runtime.InteropServices";

    private static readonly string[] Namespaces =
    [
        "System", "System.Numerics", "System.Runtime.CompilerServices", Interop, "System.Runtime.Intrinsics", "LossGen.Lanes", "LossGen.Passes",
    ];

    private static readonly string Version = typeof(KernelFile).Assembly.GetName().Version!.ToString(3);

    public static void Write(CodeWriter writer, string name, Program program)
    {
        writer.Open("namespace LossGen.Generated");
        foreach (string used in Namespaces.Where(used => used != Interop || HasScratch(program)))
            writer.Line($"using {used};");
        writer.Line();
        writer.Line($"/// <summary>The kernels of {name.Substring(0, name.LastIndexOf("Kernels", StringComparison.Ordinal))}: written once, for float and double{(program.HasLabels ? ", labels of int and long" : "")} and lanes of every width.</summary>");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"LossGen\", \"{Version}\")]");
        writer.Open($"file static class {name}");
        WriteState(writer, program);
        var names = new CallNames(program);
        var printer = new TermPrinter(program.Terms.Loss);
        var passNames = new KernelNames();
        EntryWriter.Write(writer, program, names);
        bool isFirst = true;
        foreach (var kernel in program.Kernels)
        {
            Separate();
            KernelWriter.Write(writer, program, kernel, names, passNames, printer, PassName(program, kernel), Summary(program, kernel, printer));
        }

        foreach (var variant in Turned(program))
        {
            Separate();
            BlockWriter.Write(writer, program, variant);
        }

        if (CheckWriter.IsChecked(program))
            CheckWriter.WriteSides(writer, program, names);
        writer.Close();
        writer.Close();

        void Separate()
        {
            if (!isFirst)
                writer.Line();
            isFirst = false;
        }
    }

    /// <summary>The variants that there is a pass for samples of few elements for.</summary>
    private static IEnumerable<Variant> Turned(Program program) => program.Columns.Where(v => BlockWriter.Has(program, v.Kind));

    /// <summary>Whether some pass reaches into rented memory.</summary>
    private static bool HasScratch(Program program) => Turned(program).Any()
        || program.Kernels.SelectMany(static k => k.Arrays).Any(static a => a.Role is ArrayRole.Scratch or ArrayRole.Membership or ArrayRole.BlockSum);

    public static string PassName(Program program, Kernel kernel) =>
        kernel.Kind switch
        {
            KernelKind.Value => "Value",
            KernelKind.Gradient => "Gradient",
            KernelKind.Shared => "Gradient" + string.Concat(kernel.Shared.Select(static i => Names.Raised(i.Name))),
            _ => "Divisor",
        }
        + (!program.HasAxes ? "Pass" : kernel.Mode == LaneMode.Axis ? "OfRows" : "OfColumns")
        + (kernel.Case.Name is { Length: > 0 } name ? "For" + name : "");

    private static string Summary(Program program, Kernel kernel, TermPrinter printer)
    {
        string known = kernel.Case.Assumptions.IsEmpty ? "" : $", for {kernel.Case.Print(printer)}";
        if (kernel.Kind == KernelKind.Shared)
            return $"The gradient of {string.Join(" and ", kernel.Shared.Select(static i => i.Name))}, which the batch shares{known}: {OrderOf(kernel)}.";
        string what = kernel.Kind switch
        {
            KernelKind.Value => "The losses",
            KernelKind.Gradient => "The losses and their gradients",
            _ => "What the samples count in the mean",
        };
        string lanes = !program.HasAxes ? "a lane of samples at a time"
            : kernel.Mode == LaneMode.Axis ? "one sample at a time, lanes along its last axis" : "a lane of neighbouring samples at a time";
        string done = kernel.Kind switch
        {
            KernelKind.Value => " Adds the losses up, and stores each where asked.",
            KernelKind.Gradient when !program.Saved.IsEmpty => " Saves what the gradients of shared arrays need of each sample.",
            _ => "",
        };
        return $"{what}{known}: {lanes}.{done}";
    }

    private static string OrderOf(Kernel kernel) =>
        (kernel.RowAxis is null ? "a block of samples adds to all of it" : "row by row, the samples of a block inside")
        + (kernel.Mode == LaneMode.Samples ? ", a lane of them at a time" : "");

    /// <summary>What a call takes from the loss, and what its kernels take from the call.</summary>
    private static void WriteState(CodeWriter writer, Program program)
    {
        var names = new CallNames(program);
        var taken = KernelUsages.Of(program).InCalls;
        var settings = taken.Select(static p => $"{TypeOf(p)} {Names.Escape(p.Name)}").Concat(["Reduction reduction", $"int {names.Degree}"]);
        writer.Line("/// <summary>What a call takes from the loss.</summary>");
        writer.Open($"public readonly struct Settings({string.Join(", ", settings)})");
        foreach (var parameter in taken)
            writer.Line($"public readonly {TypeOf(parameter)} {Names.Escape(parameter.Name)} = {Names.Escape(parameter.Name)};");
        writer.Line("public readonly Reduction reduction = reduction;");
        writer.Line($"public readonly int {names.Degree} = {names.Degree};");
        writer.Close();
        writer.Line();
        writer.Line("/// <summary>What the kernels take from a call.</summary>");
        writer.Open("private struct Call");
        foreach (var parameter in KernelUsages.Of(program).InKernels)
            writer.Line(parameter.IsArray ? $"public bool {names.Has(parameter)};" : $"public {TypeOf(parameter)} {Names.Escape(parameter.Name)};");
        foreach (var axis in Extents(program))
            writer.Line($"public nint {axis.Name};");
        if (program.HasAxes)
            writer.Line("public nint inner;");
        writer.Line($"public bool {names.StoresLosses};");
        if (program.HasGradients)
        {
            writer.Line($"public double {names.Scale};");
            writer.Line($"public bool {names.HasUpstreams};");
            foreach (var gradient in program.Terms.Gradients.Skip(1))
                writer.Line($"public bool {names.Wants(gradient.Input)};");
        }

        if (!program.Shared.IsEmpty)
        {
            writer.Line($"public nint {names.First};");
            writer.Line($"public nint {names.Last};");
            writer.Line($"public nint {names.Room};");
        }

        writer.Close();
        writer.Line();
    }

    /// <summary>The axes whose extents a call knows.</summary>
    public static IEnumerable<BoundAxis> Extents(Program program) =>
        program.Shapes.Asked.Concat(program.Shapes.Steps.Select(static s => s switch
        {
            Determine determine => determine.Axis,
            TakeFromOptional take => take.Axis,
            _ => null,
        }).Where(static a => a is not null).Select(static a => a!)).Distinct();

    /// <summary>The axes of a sample's inputs and of its losses.</summary>
    public static IEnumerable<BoundAxis> RowAxes(Program program) =>
        Extents(program).Where(a => program.Terms.Loss.Inputs.Any(i => i.Axes.Contains(a)) || program.Terms.ResultBinders.Any(b => b.Axis == a));

    /// <summary>How many elements a sample is about, in C#.</summary>
    public static string Elements(Program program) => string.Join(" * ", RowAxes(program).Select(static a => "call." + a.Name));

    private static string TypeOf(BoundParameter parameter) => parameter.Type switch
    {
        ParameterType.Double => "double",
        ParameterType.Float => "float",
        ParameterType.Int => "int",
        ParameterType.Long => "long",
        ParameterType.Bool => "bool",
        _ => "ArrayParameter",
    };

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double.NaN => "double.NaN",

        // Without a point it is an int, which has no sign at 0.
        0 when 1 / value < 0 => "-0.0",

        // Most are whole, and told faster as such.
        _ when value == (int)value => ((int)value).ToString(CultureInfo.InvariantCulture),
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}

using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>
/// Gradients of shared arrays: a block of samples saves what they need of each, then a pass adds it up, row by row. A block is
/// as long as the call's shape says, so the bits of the result don't depend on the number of threads, and no thread has a copy.
/// </summary>
internal sealed class SharedWriter
{
    private readonly CodeWriter _writer;
    private readonly Program _program;
    private readonly string _laneTypes;
    private readonly CallNames _names;

    private SharedWriter(CodeWriter writer, Program program, string laneTypes) =>
        (_writer, _program, _laneTypes, _names) = (writer, program, laneTypes, new CallNames(program));

    /// <summary>Whether a call asks for any of these gradients, in C#; the required one is always asked for.</summary>
    public static string? Wanted(IEnumerable<BoundInput> inputs, Program program)
    {
        var names = new CallNames(program);
        return inputs.Contains(program.Terms.Gradients[0].Input) ? null : string.Join(" || ", inputs.Select(i => "call." + names.Wants(i)));
    }

    /// <summary>The body of RunGradient: samples by the block.</summary>
    public static void WriteBlocks(CodeWriter writer, Program program, string laneTypes) => new SharedWriter(writer, program, laneTypes).WriteBlocks();

    /// <summary>The two passes of a block.</summary>
    /// <param name="writeKernels">Writes the choice of a kernel over a range of positions.</param>
    public static void Write(CodeWriter writer, Program program, string laneTypes, Action writeConstraints, Action<KernelKind, string> writeKernels)
    {
        var shared = new SharedWriter(writer, program, laneTypes);
        shared.Open("RunSamples", "int degree, out Partial partial", writeConstraints);
        writeKernels(KernelKind.Gradient, $"call.{shared._names.First}, call.{shared._names.Last}");
        writer.Close();
        writer.Line();
        shared.Open("RunShared", "int degree", writeConstraints);
        shared.WritePasses();
        writer.Close();
        writer.Line();
    }

    private void Open(string name, string parameters, Action writeConstraints)
    {
        _writer.Line($"private static void {name}{_laneTypes}(in Call call, in Arrays arrays, {parameters})");
        _writer.Line("    where L : struct, ILane<L, T>");
        writeConstraints();
        _writer.Open(null);
    }

    private string? AnyWanted => Wanted(_program.Shared.SelectMany(static s => s.Inputs), _program);

    private void WriteBlocks()
    {
        string saved = Saved(_program), inputs = string.Join(" + ", _program.Terms.Loss.Inputs
            .Where(static i => !i.IsShared).Select(static i => ElementsOf(i)).DefaultIfEmpty("0"));
        _writer.Line("partial = default;");
        _writer.Line($"nint room = {(AnyWanted is { } wanted ? $"{wanted} ? Blocks.Length(positions, {inputs} + {saved}) : positions" : $"Blocks.Length(positions, {inputs} + {saved})")};");
        _writer.Line("Call block = call;");
        _writer.Line($"block.{_names.Room} = room;");
        if (!_program.Saved.IsEmpty)
        {
            _writer.Line($"using Rental<T> rental = Scratch.Rent<T>({(AnyWanted is { } asked ? $"{asked} ? {RoomTimes(saved)} : 0" : RoomTimes(saved))});");
            _writer.Line("Arrays all = arrays;");
            _writer.Line(FormattableString.Invariant($"all.Set({IndexOfSaved(_program)}, rental.Span);"));
        }

        string name = _program.Saved.IsEmpty ? "arrays" : "all";
        _writer.Open("for (nint first = 0; first < positions; first += room)");
        _writer.Line($"block.{_names.First} = first;");
        _writer.Line($"block.{_names.Last} = nint.Min(first + room, positions);");
        _writer.Line($"RunSamples{_laneTypes}(block, {name}, degree, out Partial part);");
        _writer.Line("partial.Add(part);");
        if (AnyWanted is { } condition)
            _writer.Line($"if ({condition})");
        _writer.Line($"{(AnyWanted is null ? "" : "    ")}RunShared{_laneTypes}(block, {name}, degree);");
        _writer.Close();
    }

    private string RoomTimes(string saved) => "room * " + (_program.Saved.Length > 1 ? $"({saved})" : saved);

    /// <summary>The number of the array of what is saved: the last.</summary>
    public static int IndexOfSaved(Program program) =>
        program.Terms.Loss.Inputs.Length + program.Terms.Loss.Parameters.Count(static p => p.IsArray) + program.Terms.Gradients.Length + 1;

    private void WritePasses()
    {
        string samples = $"call.{_names.Last} - call.{_names.First}";
        if (_program.HasAxes)
            _writer.Line($"bool isColumns = call.inner != 1 || {KernelFile.Elements(_program)} == 1;");

        foreach (var pass in _program.Shared)
        {
            string? wanted = _program.Shared.Length == 1 ? null : Wanted(pass.Inputs, _program);
            if (wanted is null)
            {
                WritePass();
            }
            else
            {
                var branches = _writer.OpenBranches();
                branches.Open($"if ({wanted})");
                WritePass();
                branches.Close();
                branches.End();
            }

            void WritePass()
            {
                if (pass.Rows is not { } rows)
                {
                    WriteVariant(pass.Columns);
                    return;
                }

                var branches = _writer.OpenBranches();
                branches.Open("if (isColumns)");
                WriteVariant(pass.Columns);
                branches.Close();
                branches.Open("else");
                WriteVariant(rows);
                branches.Close();
                branches.End();
            }

            void WriteVariant(Variant variant) => VariantText.Write(_writer, variant, "call.", kernel =>
            {
                string rows = pass.Row is null ? "1" : "call." + pass.Row.Name;
                string row = string.Join(" * ", pass.Inputs.OrderByDescending(static i => i.Axes.Length).First().Axes.Skip(1).Select(static a => "call." + a.Name).Prepend($"({samples})"));
                return $"Batch.Run<{KernelFile.PassName(_program, kernel)}{_laneTypes}, Call>(call, arrays, {rows}, {(pass.Row is null ? samples : row)}, degree, out _);";
            });
        }
    }

    /// <summary>What a sample saves, in elements.</summary>
    private static string Saved(Program program) => string.Join(" + ", program.Saved.Select(static s => ElementsOf(s.Input)).DefaultIfEmpty("0"));

    public static string ElementsOf(BoundInput input) => input.Axes.IsEmpty ? "1" : string.Join(" * ", input.Axes.Select(static a => "call." + a.Name));
}

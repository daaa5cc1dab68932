using System.Collections.Immutable;
using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>
/// The pass for samples of few elements: a block of them is turned over into scratch, where the kernel for columns finds
/// neighbouring samples side by side, and its gradients are turned back.
/// </summary>
internal sealed class BlockWriter
{
    /// <summary>Up to so many elements a sample: beyond, lanes along a sample are full enough.</summary>
    public const string IsShort = "elements < 2 * L.Count";

    /// <summary>What a block is worth in samples: with 31 elements each, x and its gradient stay in the first cache.</summary>
    private const string Samples = "8 * L.Count";

    private readonly CodeWriter _writer;
    private readonly Program _program;
    private readonly Variant _columns;
    private readonly CallNames _call;
    private readonly Names _names = new("arrays", "start", "end", "partial", "call", "samples", "block", "columns", "first", "part", "rental", "saved", "place", "L", "T", "TLabel");

    private readonly List<Turned> _turned = [];
    private readonly List<string> _moved = [];
    private readonly ImmutableArray<Algebra.Gradient> _saved;

    private BlockWriter(CodeWriter writer, Program program, Variant columns) =>
        (_writer, _program, _columns, _call, _saved) =
            (writer, program, columns, new CallNames(program), columns.Kind == KernelKind.Gradient ? program.Saved : ImmutableArray<Algebra.Gradient>.Empty);

    /// <summary>Whether a formula has such a pass; the divisor reads no elements.</summary>
    public static bool Has(Program program, KernelKind kind) => program.HasBlocks && kind != KernelKind.Divisor;

    public static string NameOf(KernelKind kind) => kind + "OfBlocks";

    public static void Write(CodeWriter writer, Program program, Variant columns) => new BlockWriter(writer, program, columns).Write();

    private void Write()
    {
        string types = _program.HasLabels ? "<L, T, TLabel>" : "<L, T>";
        string what = _columns.Kind == KernelKind.Value ? "The losses" : "The losses and their gradients";
        _writer.Line($"/// <summary>{what}, of samples of few elements: a block of them is turned over, for lanes of neighbouring samples.</summary>");
        _writer.Line($"private readonly struct {NameOf(_columns.Kind)}{types} : IPass<Call>");
        _writer.Line("    where L : struct, ILane<L, T>");
        _writer.Line("    where T : unmanaged, INumberBase<T>");
        if (_program.HasLabels)
            _writer.Line("    where TLabel : unmanaged, IBinaryInteger<TLabel>");
        _writer.Open(null);
        _writer.Line("[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]");
        _writer.Open("public static void Run(in Call call, in Arrays arrays, nint start, nint end, ref Partial partial)");
        Sort();
        WriteScratch();
        _writer.Line();
        _writer.Open("for (nint first = start; first < end; first += samples)");
        _writer.Line("block.inner = nint.Min(samples, end - first);");
        foreach (string moved in _moved)
            _writer.Line(moved);
        if (_saved.Length > 0)
            _writer.Line($"block.{_call.Room} = block.inner;");
        foreach (var turned in _turned.Where(static t => !t.IsWritten))
            WriteTurn(turned, $"Transposition.ToColumns<L, T>(in {turned.Rows}, ref {turned.Name}, block.inner, {turned.Elements});");
        _writer.Line("Partial part = default;");
        VariantText.Write(_writer, _columns, "call.", kernel => $"{KernelFile.PassName(_program, kernel)}{types}.Run(block, columns, 0, block.inner, ref part);");
        _writer.Line("partial.Add(part);");
        foreach (var turned in _turned.Where(static t => t.IsWritten))
            WriteTurn(turned, $"Transposition.ToRows<L, T>(in {turned.Name}, ref {turned.Rows}, block.inner, {turned.Elements});");
        WriteSaved();
        _writer.Close();
        _writer.Close();
        _writer.Close();
    }

    /// <summary>What the block has saved stands in one array, a part after the other, there as here.</summary>
    private void WriteSaved()
    {
        if (_saved.Length == 0)
            return;
        string? wanted = SharedWriter.Wanted(_saved.SelectMany(static s => s.Readers), _program);
        if (wanted is not null)
            _writer.Open($"if ({wanted})");
        string index = SharedWriter.IndexOfSaved(_program).ToString(System.Globalization.CultureInfo.InvariantCulture), before = "";
        _writer.Line($"nint place = first - call.{_call.First};");
        foreach (var saved in _saved)
        {
            string elements = SharedWriter.ElementsOf(saved.Input);
            string from = before.Length == 0 ? "saved" : $"Unsafe.Add(ref saved, ({before}) * block.inner)";
            string to = $"Unsafe.Add(ref arrays.Reference<T>({index}), {(before.Length == 0 ? "" : $"({before}) * call.{_call.Room} + ")}place * {elements})";
            _writer.Line($"Transposition.ToRows<L, T>(in {from}, ref {to}, block.inner, {elements});");
            before += (before.Length == 0 ? "" : " + ") + elements;
        }

        if (wanted is not null)
            _writer.Close();
    }

    private void WriteTurn(Turned turned, string statement)
    {
        if (turned.Condition is not null)
            _writer.Line($"if ({turned.Condition})");
        _writer.Line((turned.Condition is null ? "" : "    ") + statement);
    }

    /// <summary>Into arrays with axes, which are turned over, and those with an element a sample, which begin further on.</summary>
    private void Sort()
    {
        var arrays = _columns.Kernels.First().Arrays.Where(static a => a.Role is not (ArrayRole.Scratch or ArrayRole.Membership or ArrayRole.BlockSum or ArrayRole.Saved)).ToArray();
        for (int index = 0; index < arrays.Length; index++)
        {
            var array = arrays[index];
            if (array.Role == ArrayRole.Parameter || array.Input is { IsShared: true })
                continue;
            var axes = array.Input?.Axes.ToArray() ?? _program.Terms.ResultBinders.Select(static b => b.Axis).ToArray();
            string type = array.IsLabels ? "TLabel" : "T", elements = string.Join(" * ", axes.Select(static a => "call." + a.Name));
            string place = axes.Length == 0 ? "first" : "first * " + elements;
            string rows = FormattableString.Invariant($"Unsafe.Add(ref arrays.Reference<{type}>({index}), {place})");
            if (axes.Length == 0)
                _moved.Add(FormattableString.Invariant($"columns.Set({index}, ref {rows});"));
            else
                _turned.Add(new(index, _names.Take(array.Name), elements, rows, array.Role is ArrayRole.Gradient or ArrayRole.Losses, Condition(array)));
        }
    }

    private string? Condition(KernelArray array) => array.Role switch
    {
        ArrayRole.Losses => "call." + _call.StoresLosses,
        ArrayRole.Upstream => "call." + _call.HasUpstreams,
        ArrayRole.Gradient when array.Input != _program.Terms.Gradients[0].Input => "call." + _call.Wants(array.Input!),
        _ => null,
    };

    private void WriteScratch()
    {
        _writer.Line($"nint samples = {Samples};");
        var parts = _turned.Select(static t => t.Elements).Concat(_saved.Select(static s => SharedWriter.ElementsOf(s.Input))).ToArray();
        string elements = string.Join(" + ", parts);
        _writer.Line($"using Rental<T> rental = Scratch.Rent<T>({(parts.Length > 1 ? $"({elements})" : elements)} * samples);");
        string before = "";
        foreach (var turned in _turned)
        {
            _writer.Line(before.Length == 0
                ? $"ref T {turned.Name} = ref MemoryMarshal.GetReference(rental.Span);"
                : $"ref T {turned.Name} = ref Unsafe.Add(ref {before} * samples);");
            before = $"{turned.Name}, {turned.Elements}";
        }

        if (_saved.Length > 0)
            _writer.Line($"ref T saved = ref {(before.Length == 0 ? "MemoryMarshal.GetReference(rental.Span)" : $"Unsafe.Add(ref {before} * samples)")};");
        _writer.Line("Call block = call;");
        if (_saved.Length > 0)
            _writer.Line($"block.{_call.First} = 0;");
        _writer.Line("Arrays columns = arrays;");
        foreach (var turned in _turned)
            _writer.Line(FormattableString.Invariant($"columns.Set({turned.Index}, ref {turned.Name});"));
        if (_saved.Length > 0)
            _writer.Line(FormattableString.Invariant($"columns.Set({SharedWriter.IndexOfSaved(_program)}, ref saved);"));
    }

    /// <param name="Index">The number of the array.</param>
    /// <param name="Name">Where it is turned over.</param>
    /// <param name="Elements">A sample's.</param>
    /// <param name="Rows">Where those of the block stand.</param>
    /// <param name="Condition">Under which it is read or written at all.</param>
    private sealed record Turned(int Index, string Name, string Elements, string Rows, bool IsWritten, string? Condition);
}

using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>A kernel as the Run method of its pass: the loop IR, spelled in C#.</summary>
internal sealed partial class KernelWriter
{
    /// <summary>How often a lane of floats may be added to before its sum is carried over into double.</summary>
    private const string BlockLength = "256 * L.Count";

    private readonly CodeWriter _writer;
    private readonly Kernel _kernel;
    private readonly Usage _usage;
    private readonly bool _hasLabels;
    private readonly CallNames _call;
    private readonly TermPrinter _printer;
    private readonly KernelNames _known;
    private readonly Func<Variable, string> _nameOf;
    private readonly Func<KernelArray, string> _nameOfArray;
    private readonly Names _names;
    private readonly Dictionary<BoundAxis, string> _extents;
    private readonly Stack<Lanes> _lanes = new();

    private string _divisor = "";
    private string _lossSum = "";
    private string _divisorSum = "";
    private string _storesLosses = "";

    private KernelWriter(CodeWriter writer, Program program, Kernel kernel, CallNames call, KernelNames names, TermPrinter printer)
    {
        (_writer, _kernel, _hasLabels, _call, _printer) = (writer, kernel, program.HasLabels, call, printer);
        _usage = KernelUsages.Of(program)[kernel];
        names.Clear();
        (_known, _names, _extents) = (names, names.Given, names.Extents);
        (_nameOf, _nameOfArray) = (Name, Array);
    }

    public static void Write(
        CodeWriter writer, Program program, Kernel kernel, CallNames call, KernelNames names, TermPrinter printer, string name, string summary) =>
        new KernelWriter(writer, program, kernel, call, names, printer).WritePass(name, summary);

    private bool IsRows => _kernel.Mode == LaneMode.Axis;

    private bool HasValue => _kernel.Kind is KernelKind.Value or KernelKind.Gradient;

    private void WritePass(string name, string summary)
    {
        string parameters = _hasLabels ? "<L, T, TLabel>" : "<L, T>";
        _writer.Line($"/// <summary>{Documentation.Escaped(summary)}</summary>");
        _writer.Line($"private readonly struct {name}{parameters} : IPass<Call>");
        _writer.Line("    where L : struct, ILane<L, T>");
        _writer.Line("    where T : unmanaged, INumberBase<T>");
        if (_hasLabels)
            _writer.Line("    where TLabel : unmanaged, IBinaryInteger<TLabel>");
        _writer.Open(null);
        _writer.Line("[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]");
        _writer.Open($"public static void Run(in Call call, in Arrays arrays, nint start, nint end, ref Partial partial)");
        WriteBody();
        _writer.Close();
        WriteMethods();
        _writer.Close();
    }

    private void WriteBody()
    {
        if (_kernel.IsEmpty)
        {
            _writer.Line("// Nothing is left to add where the parameters are these.");
            return;
        }

        WriteArrays();
        foreach (var axis in _usage.Axes)
            _writer.Line($"nint {_extents[axis] = _names.Take(axis.Name)} = call.{axis.Name};");
        if (_usage.Uses(KernelBuilder.Inner) || _usage.Uses(KernelBuilder.Sample))
            Line($"nint {KernelBuilder.Inner} = call.inner;");
        if (_usage.Uses(KernelBuilder.First) || _kernel.Kind == KernelKind.Shared)
            Line($"nint {KernelBuilder.First} = call.{_call.First};");
        if (_kernel.Kind == KernelKind.Shared)
            Line($"nint {KernelBuilder.End} = call.{_call.Last};");
        WriteSaved();
        WriteScratch();
        foreach (var (variable, start) in _kernel.Checks.SelectMany(static check => check.Seen))
            Line($"L {variable} = {(start == 0 ? "default" : $"L.Constant({KernelFile.Number(start)})")};");
        if (HasValue)
            Line($"double {KernelBuilder.Numerator} = 0;");
        if (_kernel.HasDivisor)
            _writer.Line($"double {_divisor = _names.Take("divisor")} = 0;");
        if (_kernel.Kind == KernelKind.Value)
            _writer.Line($"bool {_storesLosses = _names.Take(_call.StoresLosses)} = call.{_call.StoresLosses};");
        Write(_kernel.Preamble);
        _writer.Line();

        if (_kernel.RowAxis is not null)
        {
            var row = KernelBuilder.Row;
            Open($"for (nint {row} = start; {row} < end; {row}++)");
        }

        if (IsRows)
            _known.Set(KernelBuilder.Position, _names.Take("sample"));
        Write(_kernel.RowStart);

        if (IsRows && _kernel.Body.Statements.Count > 0)
            WriteRows();
        else if (!IsRows)
            WriteColumns();
        Write(_kernel.RowEnd);
        if (_kernel.RowAxis is not null)
            _writer.Close();
        if (_kernel.Kind == KernelKind.Shared)
            return;

        _writer.Line();
        if (HasValue)
            Line($"partial.Numerator = {KernelBuilder.Numerator};");
        if (_kernel.HasDivisor)
            _writer.Line($"partial.Divisor = {_divisor};");
        foreach (var check in _kernel.Checks)
        {
            Line($"if (L.Any({check.Outside}))");
            _writer.Line($"    partial.Violations |= {EntryWriter.Bit(check.Input)};");
        }
    }

    private void WriteArrays()
    {
        int index = 0;
        foreach (var array in _kernel.Arrays)
        {
            if (array.Role is ArrayRole.Scratch or ArrayRole.Membership or ArrayRole.BlockSum or ArrayRole.Saved)
                continue;
            if (_usage.Uses(array))
            {
                string type = array.IsLabels ? "TLabel" : "T";
                string name = _known.Take(array, array.Role is ArrayRole.Input or ArrayRole.Parameter or ArrayRole.Upstream ? Plural(array.Name) : array.Name);
                _writer.Line($"ref {type} {name} = ref arrays.Reference<{type}>({index});");
            }

            index++;
        }
    }

    private static string Plural(string name) => name.EndsWith("s", StringComparison.Ordinal) ? name : name + "s";

    /// <summary>All that samples save is one array of the call, the last: a part for each number or row, with room for a block.</summary>
    private void WriteSaved()
    {
        int index = _kernel.Arrays.Count(static a => a.Role is not (ArrayRole.Scratch or ArrayRole.Membership or ArrayRole.BlockSum or ArrayRole.Saved));
        var before = new List<string>();
        string room = "";
        if (_kernel.Arrays.Where(static a => a.Role == ArrayRole.Saved).Skip(1).Any(_usage.Uses) || _usage.Uses(KernelBuilder.Room))
            _writer.Line($"nint {room = Name(KernelBuilder.Room)} = call.{_call.Room};");
        foreach (var array in _kernel.Arrays.Where(static a => a.Role == ArrayRole.Saved))
        {
            if (_usage.Uses(array))
            {
                string name = _known.Take(array, array.Name);
                string start = FormattableString.Invariant($"ref arrays.Reference<T>({index})");
                string place = before.Count == 1 ? $"{before[0]} * {room}" : $"({string.Join(" + ", before)}) * {room}";
                _writer.Line($"ref T {name} = {(before.Count == 0 ? start : $"ref Unsafe.Add({start}, {place})")};");
            }

            before.Add(array.Input!.Axes.IsEmpty ? "1" : string.Join(" * ", array.Input.Axes.Select(static a => "call." + a.Name)));
        }
    }

    private void WriteScratch()
    {
        var scratch = _kernel.Arrays.Where(static a => a.Role is ArrayRole.Scratch or ArrayRole.Membership or ArrayRole.BlockSum).ToArray();
        if (scratch.Length == 0)
            return;
        var lengths = scratch.Select(ScratchLength).ToArray();
        _writer.Line($"using Rental<T> rental = Scratch.Rent<T>({string.Join(" + ", lengths)});");
        string place = "";
        for (int i = 0; i < scratch.Length; i++)
        {
            string name = _known.Take(scratch[i], scratch[i].Role == ArrayRole.Scratch ? "kept" : scratch[i].Name);
            _writer.Line(place.Length == 0
                ? $"ref T {name} = ref MemoryMarshal.GetReference(rental.Span);"
                : $"ref T {name} = ref Unsafe.Add(ref MemoryMarshal.GetReference(rental.Span), {place});");
            if (scratch[i].Role == ArrayRole.Membership)
                _writer.Line($"Labelled.Clear(ref {name}, 0, {lengths[i]});");
            place += (place.Length == 0 ? "" : " + ") + lengths[i];
        }
    }

    private string ScratchLength(KernelArray array)
    {
        if (array.Role == ArrayRole.BlockSum)
            return string.Join(" * ", array.Input!.Axes.Skip(_kernel.RowAxis is null ? 0 : 1).Select(axis => _extents[axis]).DefaultIfEmpty("1"));
        return string.Join(" * ", _kernel.ScratchAxes[array.Scratch].Select(axis => _extents[axis])) + (IsRows ? "" : " * L.Count");
    }

    private string Array(KernelArray array) => _known.Of(array);

    // The samples ----------------------------------------------------------------------------------------------------

    /// <summary>The positions of a pass over samples are samples; in a shared pass they are those of the block.</summary>
    private (string First, string Last) Samples => _kernel.Kind == KernelKind.Shared ? (Name(KernelBuilder.First), Name(KernelBuilder.End)) : ("start", "end");

    private void WriteRows()
    {
        string sample = Name(KernelBuilder.Position);
        var (first, last) = Samples;
        _writer.Open($"for (nint {sample} = {first}; {sample} < {last}; {sample}++)");
        Write(_kernel.Body);
        _writer.Close();
    }

    private void WriteColumns()
    {
        var (first, last) = Samples;
        bool hasRows = _usage.Uses(KernelBuilder.Sample) || _usage.Uses(KernelBuilder.Offset);
        if (hasRows)
        {
            var (sample, inner) = (KernelBuilder.Sample, KernelBuilder.Inner);
            Open($"for (nint {sample} = {first} / {inner}; {sample} * {inner} < {last}; {sample}++)");
            string rowStart = _names.Take("rowStart"), rowEnd = _names.Take("rowEnd");
            Line($"nint {rowStart} = nint.Max({first}, {sample} * {inner});");
            Line($"nint {rowEnd} = nint.Min({last}, ({sample} + 1) * {inner});");
            (first, last) = (rowStart, rowEnd);
        }

        string block = _names.Take("block"), blockEnd = _names.Take("blockEnd"), position = Name(KernelBuilder.Position);
        _writer.Open($"for (nint {block} = {first}; {block} < {last}; {block} += {BlockLength})");
        _writer.Line($"nint {blockEnd} = nint.Min({last}, {block} + {BlockLength});");
        if (HasValue)
            _writer.Line($"L {_lossSum = _names.Take("lossSum")} = default;");
        if (_kernel.HasDivisor)
            _writer.Line($"L {_divisorSum = _names.Take("divisorSum")} = default;");
        WriteLanes(position, $"nint {position} = {block}", blockEnd, _kernel.IsPeeled, () =>
        {
            if (_usage.Uses(KernelBuilder.Offset))
                Line($"nint {KernelBuilder.Offset} = {position} - {KernelBuilder.Sample} * {KernelBuilder.Inner};");
            Write(_kernel.Body);
        }, Declares(_kernel.Body), ImmutableArray<Variable>.Empty);
        if (HasValue)
            Line($"{KernelBuilder.Numerator} += L.Sum({_lossSum});");
        if (_kernel.HasDivisor)
            _writer.Line($"{_divisor} += L.Sum({_divisorSum});");
        _writer.Close();
        if (hasRows)
            _writer.Close();
    }
}

using System.Collections.Immutable;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>Loops, and those that are methods of their own.</summary>
internal sealed partial class KernelWriter
{
    private readonly List<Apart> _apart = [];

    /// <summary>A loop that is a method.</summary>
    /// <param name="Count">Where the samples fill the lane, the name for how many there are.</param>
    private sealed record Apart(Loop Loop, string Name, string Parameters, string? Count);

    private void WriteLoop(Loop loop)
    {
        if (!loop.IsApart)
        {
            WriteHere(loop);
            return;
        }

        // What it takes has the names here that it has there.
        var usage = Usage.Of(loop);
        var parameters = usage.Arrays.Select(array => (Pass: usage.Writes(array) ? "ref " : "in ", Type: array.IsLabels ? "TLabel" : "T", Name: Array(array)))
            .Concat(usage.Axes.Select(axis => (Pass: "", Type: "nint", Name: _extents[axis])))
            .Concat(usage.Free.Select(variable => (Pass: "", Type: Type(variable.Kind), Name: Name(variable)))).ToList();
        if (usage.ReadsCall)
            parameters.Insert(0, ("in ", "Call", "call"));
        bool hasCount = !IsRows && usage.Arrays.Any(static array => array.Role != ArrayRole.Scratch);
        var apart = _apart.Find(a => ReferenceEquals(a.Loop, loop));
        if (apart is null)
        {
            string? count = hasCount ? _names.Take("count") : null;
            string declared = string.Join(", ", parameters.Select(static p => $"{p.Pass}{p.Type} {p.Name}"));
            _apart.Add(apart = new(loop, _names.Take("Each" + Names.Raised(loop.Index.Hint)), hasCount ? $"{declared}, int {count}" : declared, count));
        }

        _writer.Line($"{apart.Name}({string.Join(", ", parameters.Select(static p => p.Pass + p.Name))}{(hasCount ? ", " + Here.Count : "")});");
    }

    /// <summary>The loops that the text so far has called.</summary>
    private void WriteMethods()
    {
        foreach (var apart in _apart)
        {
            _writer.Line();
            _writer.Line($"/// <summary>The loop over {apart.Loop.Index.Hint} of Run, with an inliner's budget of its own.</summary>");
            _writer.Line("[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]");
            _writer.Open($"private static void {apart.Name}({apart.Parameters})");
            _lanes.Push(apart.Count is null ? Lanes.Whole : Lanes.UpTo(apart.Count));
            WriteHere(apart.Loop);
            _lanes.Pop();
            _writer.Close();
        }
    }

    private void WriteHere(Loop loop)
    {
        string index = Name(loop.Index), extent = Text(loop.Extent), first = loop.First is null ? "0" : Text(loop.First), last = extent;
        string length = loop.IsLane ? BlockLength : "256";
        if (!loop.Sums.IsEmpty)
        {
            string block = _names.Take("block");
            _writer.Open($"for (nint {block} = 0; {block} < {extent}; {block} += {length})");
            first = block;
            last = _names.Take(block + "End");
            _writer.Line($"nint {last} = nint.Min({extent}, {block} + {length});");
            foreach (var sum in loop.Sums)
                Line($"L {sum.Lane} = default;");
        }

        string start = $"nint {index} = {first}";
        if (loop.Several is { } several)
        {
            WriteSeveral(several, loop.IsLane, start, index, last);
            start = "";
        }

        if (loop.IsLane)
            WriteLanes(index, start, last, loop.IsPeeled, () => Write(loop.Body), Declares(loop.Body), loop.Counters);
        else
            WriteUnder($"for ({start}; {index} < {last}; {index}++)", () => Write(loop.Body), Declares(loop.Body));

        if (loop.Sums.IsEmpty)
            return;
        foreach (var sum in loop.Sums)
        {
            if (sum.Total.Kind == ValueKind.Double)
                Line($"{sum.Total} += L.Sum({sum.Lane});");
            else
                Line($"{sum.Total} += {sum.Lane};");
        }

        _writer.Close();
    }

    /// <summary>Several indices at a time, or several whole lanes, as long as there are so many.</summary>
    private void WriteSeveral(Several several, bool isLane, string start, string index, string last)
    {
        string step = FormattableString.Invariant($"{several.Count}{(isLane ? " * L.Count" : "")}");
        _writer.Line($"{start};");
        if (isLane)
            _lanes.Push(Lanes.Whole);
        _writer.Open($"for (; {index} <= {last} - {step}; {index} += {step})");
        Write(several.Body);
        _writer.Close();
        if (isLane)
            _lanes.Pop();
    }

    /// <summary>A loop over lanes: one body for all, or one for whole lanes and one for the rest.</summary>
    /// <param name="start">What declares the index; empty where that has been done.</param>
    private void WriteLanes(string index, string start, string last, bool isPeeled, Action writeBody, bool declares, ImmutableArray<Variable> counters)
    {
        if (!isPeeled)
        {
            string count = _names.Take("count");
            WriteBody($"for ({start}; {index} < {last}; {index} += L.Count)", Lanes.UpTo(count), () =>
            {
                _writer.Line($"int {count} = (int)nint.Min(L.Count, {last} - {index});");
                writeBody();
            });
            return;
        }

        if (start.Length > 0)
            _writer.Line($"{start};");
        foreach (var counter in counters)
            Line($"L {counter} = L.Indices({index});");
        WriteBody($"for (; {index} <= {last} - L.Count; {index} += L.Count)", Lanes.Whole, () =>
        {
            writeBody();
            foreach (var counter in counters)
                Line($"{counter} += L.Constant(L.Count);");
        });
        string rest = _names.Take("rest");
        _writer.Line($"int {rest} = (int)({last} - {index});");
        WriteBody($"if ({rest} > 0)", Lanes.Rest(rest), writeBody);

        void WriteBody(string head, Lanes lanes, Action write)
        {
            _lanes.Push(lanes);
            WriteUnder(head, write, declares);
            _lanes.Pop();
        }
    }

    private void WriteUnder(string head, Action writeBody, bool declares)
    {
        var branches = _writer.OpenBranches(declares);
        branches.Open(head);
        writeBody();
        branches.Close();
        branches.End();
    }
}

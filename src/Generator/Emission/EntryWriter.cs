using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>What stands between a member and its kernels: checks before anything is written, the divisor, the choice of kernel.</summary>
internal sealed class EntryWriter
{
    private readonly CodeWriter _writer;
    private readonly Program _program;
    private readonly BoundLoss _loss;
    private readonly CallNames _names;

    /// <summary>The inputs whose domains some kernel checks.</summary>
    private readonly IReadOnlyList<BoundInput> _checked;

    /// <summary>The parameters that kernels take from the call.</summary>
    private readonly IReadOnlyList<BoundParameter> _used;

    private readonly bool _hasSettings;

    private EntryWriter(CodeWriter writer, Program program, CallNames names)
    {
        (_writer, _program, _loss, _names, _checked) = (writer, program, program.Terms.Loss, names, program.Checked);
        _used = ParameterUse.InKernels(program);
        _hasSettings = ParameterUse.InCalls(program).Count > 0;
    }

    private static readonly HashSet<string> Locals = new(StringComparer.Ordinal)
    {
        "settings", "call", "arrays", "positions", "partial", "divisor", "count", "counted", "read", "elements", "degree", "violations",
    };

    /// <summary>What these methods call an argument, whose name may be that of a local of theirs.</summary>
    private static string Argument(string name) => Names.Escape(Names.Apart(name, Locals));

    public static void Write(CodeWriter writer, Program program, CallNames names) => new EntryWriter(writer, program, names).Write();

    private string Types => _program.HasLabels ? "<T, TLabel>" : "<T>";

    private IEnumerable<BoundInput> Ignoring => _loss.Inputs.Where(static i => i.Ignoring is not null);

    private void Write()
    {
        WriteForward();
        WriteForwardEach();
        WriteTotal();
        if (_program.HasGradients)
        {
            WriteBackward();
            WriteBackwardEach();
        }

        WritePrepare();
        WriteRun(KernelKind.Value);
        if (_program.HasGradients)
            WriteRun(KernelKind.Gradient);
        if (!_program.Shared.IsEmpty)
            SharedWriter.Write(_writer, _program, LaneTypes, WriteConstraints, WriteKernels);
        if (_program.Terms.Divisor is not null)
            WriteRun(KernelKind.Divisor);
        WriteOutside();
    }

    // Members --------------------------------------------------------------------------------------------------------

    private void WriteForward()
    {
        OpenMember(Member.Forward);
        _writer.Line($"return Total{Types}(settings, {Inputs()}inner).Value;");
        _writer.Close();
        _writer.Line();
    }

    private void WriteTotal()
    {
        OpenMember(Member.Total);
        WritePreparation(isRead: true);
        WriteArrays(KernelKind.Value);
        _writer.Line($"RunValue{Types}(call, arrays, positions, settings.{_names.Degree}, out Partial partial);");
        CheckDomains();
        _writer.Line($"return new LossTotal(settings.reduction, partial.Numerator, {Divisor("partial")}, Lengths.Samples(positions, inner));");
        _writer.Close();
        _writer.Line();
    }

    private void WriteForwardEach()
    {
        OpenMember(Member.ForwardEach);
        WritePreparation(isRead: false);
        CheckOutput("losses", LossesSource, isOptional: false);
        WriteOverlaps(["losses"]);
        _writer.Line($"call.{_names.StoresLosses} = true;");
        WriteArrays(KernelKind.Value, losses: "losses");
        _writer.Line($"RunValue{Types}(call, arrays, positions, settings.{_names.Degree}, out {Violated});");
        CheckDomains();
        _writer.Close();
        _writer.Line();
    }

    private ShapeSource LossesSource => new("losses", true, System.Collections.Immutable.ImmutableArray.CreateRange(_program.Terms.ResultBinders.Select(static b => b.Axis)));

    private void WriteBackward()
    {
        OpenMember(Member.Backward);
        WritePreparation(isRead: true);
        _writer.Line("Totals.Check(settings.reduction, whole);");
        WriteGradientChecks();
        if (_program.Terms.Divisor is not null)
        {
            WriteArrays(KernelKind.Divisor, name: "counted");
            _writer.Line("Partial count = default;");
            _writer.Line("if (settings.reduction == Reduction.Mean && whole is null)");
            _writer.Line($"    RunDivisor{Types}(call, counted, positions, settings.{_names.Degree}, out count);");
            _writer.Line("double divisor = Totals.Divisor(settings.reduction, count.Divisor, Lengths.Samples(positions, inner), whole);");
        }
        else
        {
            _writer.Line($"double divisor = Totals.Divisor(settings.reduction, {Divisor("")}, Lengths.Samples(positions, inner), whole);");
        }

        _writer.Line($"call.{_names.Scale} = upstream / divisor;");
        ClearShared();
        WriteArrays(KernelKind.Gradient);
        _writer.Line($"RunGradient{Types}(call, arrays, positions, settings.{_names.Degree}, out Partial partial);");
        CheckDomains();
        _writer.Line("return partial.Numerator / divisor;");
        _writer.Close();
        _writer.Line();
    }

    private void WriteBackwardEach()
    {
        OpenMember(Member.BackwardEach);
        WritePreparation(isRead: false);
        CheckOutput("upstream", LossesSource, isOptional: false);
        WriteGradientChecks("upstream");
        _writer.Line($"call.{_names.HasUpstreams} = true;");
        ClearShared();
        WriteArrays(KernelKind.Gradient, upstream: "upstream");
        _writer.Line($"RunGradient{Types}(call, arrays, positions, settings.{_names.Degree}, out {Violated});");
        CheckDomains();
        _writer.Close();
        _writer.Line();
    }

    /// <summary>A gradient that the batch shares is added to by every sample.</summary>
    private void ClearShared()
    {
        foreach (var gradient in _program.Terms.Gradients.Where(static g => g.Input.IsShared))
            _writer.Line($"{Signature.GradientName(gradient.Input)}.Clear();");
    }

    private void OpenMember(Member member)
    {
        // The whole is several words: it is passed on, not copied.
        var parameters = Signature.Of(_program, member, "T", "TLabel").Select(static p => $"{(p.Type == Signature.Whole ? "in " : "")}{p.Type} {Argument(p.Name)}");
        _writer.Line($"public static {Signature.ReturnType(member)} {member}{Types}(in Settings settings, {string.Join(", ", parameters)})");
        WriteConstraints();
        _writer.Open(null);
    }

    private void WriteConstraints() => WriteConstraints(_program.HasLabels);

    private void WriteConstraints(bool hasLabels)
    {
        _writer.Line("    where T : unmanaged, IBinaryFloatingPointIeee754<T>");
        if (hasLabels)
            _writer.Line("    where TLabel : unmanaged, IBinaryInteger<TLabel>");
    }

    private string Inputs() => string.Concat(
        _loss.Inputs.Select(static i => Argument(i.Name) + ", ").Concat(_program.Shapes.Asked.Select(static a => Argument(a.Name) + ", ")));

    /// <summary>What the samples count: as the pass added it, or their number.</summary>
    private string Divisor(string partial)
    {
        if (_program.Terms.Divisor is not null)
            return $"{partial}.Divisor";
        string losses = string.Concat(_program.Terms.ResultBinders.Select(static b => $" * call.{b.Axis.Name}"));
        return Ignoring.Any() ? "read" + losses : losses.Length == 0 ? "positions" : "(double)positions" + losses;
    }

    // Checks ---------------------------------------------------------------------------------------------------------

    /// <summary>Whether the samples that are read count in the mean, and the checks count them.</summary>
    private bool CountsRead => Ignoring.Any() && _program.Terms.Divisor is null;

    /// <param name="isRead">Whether the member asks how many samples are read.</param>
    private void WritePreparation(bool isRead)
    {
        string settings = _hasSettings ? "settings, " : "", read = !CountsRead ? "" : isRead ? ", out int read" : ", out _";
        _writer.Line($"Call call = Prepare{Types}({settings}{Inputs()}inner, out int positions{read});");
    }

    /// <summary>All checks of inputs and extents: throws before anything is written.</summary>
    private void WritePrepare()
    {
        var parameters = _loss.Inputs.Select(static i => $"ReadOnlySpan<{(i.Kind == InputKind.Number ? "T" : "TLabel")}> {Argument(i.Name)}")
            .Concat(_program.Shapes.Asked.Select(static a => $"int {Argument(a.Name)}"))
            .Concat(["int inner", "out int positions"])
            .Concat(CountsRead ? ["out int read"] : []);
        if (_hasSettings)
            parameters = parameters.Prepend("in Settings settings");
        _writer.Line("/// <summary>Finds the extents of a call, and refuses what doesn't fit before anything is written.</summary>");
        _writer.Line($"private static Call Prepare{Types}({string.Join(", ", parameters)})");
        WriteConstraints();
        _writer.Open(null);
        _writer.Line("Lengths.AtLeast(inner, 1, nameof(inner));");
        foreach (var axis in _program.Shapes.Asked)
            _writer.Line($"Lengths.AtLeast({Argument(axis.Name)}, 0, \"{axis.Name}\");");
        foreach (var step in _program.Shapes.Steps)
            WriteStep(step);
        _writer.Line("Lengths.Samples(positions, inner);");
        foreach (var axes in NumberedAxes.Of(_program.Terms))
            _writer.Line($"Lengths.Numbered<T>({Product(axes.Select(static a => Argument(a.Name)).ToArray())}, \"{string.Join("·", axes.Select(static a => a.Name))}\", \"{TellerOf(axes)}\");");
        foreach (var axis in _program.Shapes.Picked)
            _writer.Line($"Lengths.NotEmpty({Argument(axis.Name)}, positions, \"{axis.Name}\", \"{TellerOf([axis])}\");");
        WriteLabelChecks();
        _writer.Line();
        WriteCall();
        _writer.Close();
        _writer.Line();
    }

    private void WriteCall()
    {
        var members = _used.Select(p => p.IsArray
            ? $"{_names.Has(p)} = settings.{Names.Escape(p.Name)}.IsGiven,"
            : $"{Names.Escape(p.Name)} = settings.{Names.Escape(p.Name)},").Concat(KernelFile.Extents(_program).Select(static a => $"{a.Name} = {Argument(a.Name)},")).ToArray();
        if (members.Length == 0 && !_program.HasAxes)
        {
            _writer.Line("return default;");
            return;
        }

        _writer.Open("return new Call");
        foreach (string member in members)
            _writer.Line(member);
        if (_program.HasAxes)
        {
            _writer.Line("// Rows of one element lie side by side as the positions inside a row do.");
            _writer.Line($"inner = {Product(KernelFile.RowAxes(_program).Select(static a => Argument(a.Name)).ToArray())} == 1 ? positions : inner,");
        }

        _writer.Close(";");
    }

    private void WriteStep(ShapeStep step)
    {
        switch (step)
        {
            case TakeFromOptional take:
                string opinion = string.Concat(take.Sources.Select(s => $"settings.{Names.Escape(s.Name)}.IsGiven ? settings.{Names.Escape(s.Name)}.Length : "));
                _writer.Line($"int {Argument(take.Axis.Name)} = {opinion}1;");
                break;
            case Determine { Source: var source, Axis: var unknown }:
                string variable = unknown is null ? "positions" : "int " + Argument(unknown.Name);
                var known = Factors(source).Where(f => f != (unknown is null ? "positions" : Argument(unknown.Name))).ToArray();
                _writer.Line(known.Length == 0
                    ? $"{variable} = {LengthOf(source)};"
                    : $"{variable} = Lengths.{(IsOfLaterShared(step) ? "QuotientOrOne" : "Quotient")}({LengthOf(source)}, {Product(known)}, \"{source.Name}\", \"{source.Layout}\", \"{string.Join(" · ", KnownAs(source, unknown))}\");");
                break;
            case CheckLength { Source: { Parameter: not null } source }:
                _writer.Line($"settings.{Names.Escape(source.Name)}.CheckLength({Product(Factors(source).ToArray())}, \"{source.Name}\", \"{source.Layout}\");");
                break;
            case CheckLength { Source: var source }:
                _writer.Line($"Lengths.Exactly({LengthOf(source)}, {Product(Factors(source).ToArray())}, \"{source.Name}\", \"{source.Layout}\");");
                break;
        }
    }

    /// <summary>The other extents of an array of which one is asked, each with the array that told it.</summary>
    private IEnumerable<string> KnownAs(ShapeSource source, BoundAxis? unknown)
    {
        var known = source.Axes.Where(a => a != unknown).ToList<BoundAxis?>();
        if (source.IsPerSample && unknown is not null)
            known.Insert(0, null);
        foreach (var axis in known)
        {
            string name = axis?.Name ?? "N·inner";
            var teller = _program.Shapes.Steps.OfType<Determine>().FirstOrDefault(step => step.Axis == axis)?.Source;
            yield return teller is null ? name : $"{teller.Name}'s {name}";
        }
    }

    /// <summary>The argument that is wrong where the extent of these axes is: one that is asked for, the array that told it, or one that has them.</summary>
    private string TellerOf(IReadOnlyList<BoundAxis> axes) =>
        _program.Shapes.Asked.FirstOrDefault(axes.Contains)?.Name
        ?? _program.Shapes.Steps.OfType<Determine>().FirstOrDefault(step => axes.Count == 1 && step.Axis == axes[0])?.Source.Name
        ?? _loss.Inputs.FirstOrDefault(i => axes.All(i.Axes.Contains))?.Name
        ?? _loss.Parameters.First(p => axes.All(p.Axes.Contains)).Name;

    // Whether samples tell the axis and a shared array of several axes builds on it: no samples, and only the product is known.
    private bool IsOfLaterShared(ShapeStep step) =>
        step is Determine { Source.IsPerSample: true, Axis: { } axis }
            && _program.Shapes.Steps.OfType<Determine>().Any(later => later.Axis is not null && later.Axis != axis
                && !later.Source.IsPerSample && later.Source.Axes.Contains(axis));

    private static string LengthOf(ShapeSource source) =>
        source.Parameter is null ? $"{Argument(source.Name)}.Length" : $"settings.{Names.Escape(source.Name)}.Length";

    private static IEnumerable<string> Factors(ShapeSource source) =>
        (source.IsPerSample ? ["positions"] : Array.Empty<string>()).Concat(source.Axes.Select(static a => Argument(a.Name)));

    private static string Product(IReadOnlyList<string> factors) => factors.Count switch
    {
        0 => "1",
        1 => factors[0],
        _ => "(long)" + string.Join(" * ", factors),
    };

    private void WriteLabelChecks()
    {
        foreach (var input in _loss.Inputs.Where(static i => i.Kind != InputKind.Number))
        {
            string name = Argument(input.Name), extent = Argument(input.LabelAxis!.Name);
            if (input.Kind == InputKind.LabelList)
            {
                string until = input.Until is { } last ? FormattableString.Invariant($"{last}, ") : "";
                _writer.Line($"Labels.ListsInRange({name}, {Argument(input.Axes[0].Name)}, {until}{extent}, inner, \"{input.Name}\");");
            }
            else if (input.Ignoring is not null)
            {
                _writer.Line($"{(CountsRead ? "read = " : "")}Labels.CountRead({name}, {extent}, {IgnoredLabel(input)}, inner, \"{input.Name}\");");
            }
            else
            {
                _writer.Line($"Labels.InRange({name}, {extent}, inner, \"{input.Name}\");");
            }
        }
    }

    private static string IgnoredLabel(BoundInput input) => input.Ignoring switch
    {
        BoundParameterValue { Parameter: var parameter } => $"settings.{Names.Escape(parameter.Name)}",
        BoundNumber number => KernelFile.Number(number.Value),
        _ => throw new InvalidOperationException("A label is ignored by a number or a parameter."),
    };

    private void WriteGradientChecks(params string[] read)
    {
        var outputs = new List<string>();
        for (int i = 0; i < _program.Terms.Gradients.Length; i++)
        {
            var input = _program.Terms.Gradients[i].Input;
            string name = Signature.GradientName(input);
            outputs.Add(name);
            CheckOutput(name, new(name, !input.IsShared, input.Axes), isOptional: i > 0, wants: i > 0 ? $"call.{_names.Wants(input)} = " : "");
        }

        WriteOverlaps(outputs, read);
    }

    private void CheckOutput(string name, ShapeSource source, bool isOptional, string wants = "")
    {
        string expected = Product(Factors(source).Select(static f => f == "positions" ? f : "call." + f).ToArray());
        _writer.Line($"{wants}Lengths.{(isOptional ? "Wanted" : "Exactly")}({name}.Length, {expected}, \"{name}\", \"{source.Layout}\");");
    }

    private void WriteOverlaps(IReadOnlyList<string> outputs, params string[] read)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            foreach (string other in _loss.Inputs.Select(static x => x.Name).Concat(read))
                _writer.Line($"Overlap.Refuse({outputs[i]}, \"{outputs[i]}\", {Argument(other)}, \"{other}\");");
            for (int k = 0; k < i; k++)
                _writer.Line($"Overlap.Refuse({outputs[i]}, \"{outputs[i]}\", {outputs[k]}, \"{outputs[k]}\");");
        }
    }

    // Kernels --------------------------------------------------------------------------------------------------------

    private void WriteArrays(KernelKind kind, string? losses = null, string? upstream = null, string name = "arrays")
    {
        _writer.Line($"Arrays {name} = default;");
        int next = 0;
        foreach (var input in _loss.Inputs)
            Set(Argument(input.Name));
        foreach (var parameter in _loss.Parameters.Where(static p => p.IsArray))
            Set($"settings.{Names.Escape(parameter.Name)}.As<T>()");
        if (kind == KernelKind.Value)
            Set(losses ?? "default(Span<T>)");
        if (kind != KernelKind.Gradient)
            return;
        foreach (var gradient in _program.Terms.Gradients)
            Set(Signature.GradientName(gradient.Input));
        Set(upstream ?? "default(ReadOnlySpan<T>)");

        void Set(string array) => _writer.Line(FormattableString.Invariant($"{name}.Set({next++}, {array});"));
    }

    /// <summary>The widest lane there is, of which one branch is left when the code is compiled; then the kernel for this call.</summary>
    private void WriteRun(KernelKind kind)
    {
        _writer.Line($"private static void Run{kind}{Types}(in Call call, in Arrays arrays, int positions, int degree, out Partial partial)");
        WriteConstraints();
        _writer.Open(null);
        WriteLanes(kind);
        _writer.Close();
        _writer.Line();

        _writer.Line($"private static void Run{kind}{LaneTypes}(in Call call, in Arrays arrays, int positions, int degree, out Partial partial)");
        _writer.Line("    where L : struct, ILane<L, T>");
        WriteConstraints();
        _writer.Open(null);
        if (kind == KernelKind.Gradient && !_program.Shared.IsEmpty)
            SharedWriter.WriteBlocks(_writer, _program, LaneTypes);
        else
            WriteKernels(kind);
        _writer.Close();
        _writer.Line();
    }

    private string LaneTypes => _program.HasLabels ? "<L, T, TLabel>" : "<L, T>";

    private void WriteLanes(KernelKind kind)
    {
        string label = _program.HasLabels ? ", TLabel" : "";
        _writer.Open("if (typeof(T) == typeof(float))");
        WriteWidths("float", "Single");
        _writer.Close();
        _writer.Open("else");
        WriteWidths("double", "Double");
        _writer.Close();

        void WriteWidths(string type, string prefix)
        {
            string lead = "";
            foreach (string width in new[] { "512", "256", "128" })
            {
                _writer.Line($"{lead}if (Vector{width}.IsHardwareAccelerated)");
                WriteWidth(width);
                lead = "else ";
            }

            _writer.Line("else");
            WriteWidth("1");

            void WriteWidth(string width) =>
                _writer.Line($"    Run{kind}<{prefix}{width}, {type}{label}>(call, arrays, positions, degree, out partial);");
        }
    }

    private const string Elements = "nint.Max(1, elements)";

    private void WriteKernels(KernelKind kind) => WriteKernels(kind, "positions");

    /// <param name="range">The positions: how many, or from which on and up to which.</param>
    private void WriteKernels(KernelKind kind, string range)
    {
        if (!_program.HasAxes)
        {
            WriteDispatch(_program.Columns, kind, range, "1");
            return;
        }

        _writer.Line($"nint elements = {KernelFile.Elements(_program)};");
        var branches = new List<(string, Action)> { ("if (call.inner != 1 || elements == 1)", () => WriteDispatch(_program.Columns, kind, range, Elements)) };
        if (BlockWriter.Has(_program, kind))
            branches.Add(($"else if ({BlockWriter.IsShort})", () => _writer.Line(RunBatch(BlockWriter.NameOf(kind), range, Elements))));
        branches.Add(("else", () => WriteDispatch(_program.Rows, kind, range, Elements)));
        _writer.Branches(branches);
    }

    private void WriteDispatch(IEnumerable<Variant> variants, KernelKind kind, string range, string elements) =>
        VariantText.Write(_writer, variants.First(v => v.Kind == kind), "call.", kernel => RunBatch(KernelFile.PassName(_program, kernel), range, elements));

    private string RunBatch(string pass, string range, string elements) =>
        $"Batch.Run<{pass}{LaneTypes}, Call>(call, arrays, {range}, {elements}, degree, out partial);";

    // Domains --------------------------------------------------------------------------------------------------------

    /// <summary>The partial of a pass of which nothing but its violations is asked.</summary>
    private string Violated => _checked.Count == 0 ? "_" : "Partial partial";

    /// <summary>In the partial's violations: a value of this input outside its domain.</summary>
    public static uint Bit(BoundInput input) => 1u << input.Ordinal;

    private void CheckDomains()
    {
        if (_checked.Count == 0)
            return;
        _writer.Line("if (partial.Violations != 0)");
        _writer.Line($"    ThrowOutside{OutsideTypes}({string.Join(", ", OutsideArguments().Select(static a => a.Call))}, partial.Violations, inner);");
    }

    private IEnumerable<(string Declaration, string Call)> OutsideArguments()
    {
        if (Ignoring.Any(static i => i.Ignoring is BoundParameterValue))
            yield return ("in Settings settings", "settings");
        foreach (var input in _checked.Concat(Ignoring).Distinct())
            yield return ($"ReadOnlySpan<{(input.Kind == InputKind.Number ? "T" : "TLabel")}> {Argument(input.Name)}", Argument(input.Name));
        if (_checked.Any(static i => !i.Axes.IsEmpty))
            yield return ("in Call call", "call");
    }

    private string OutsideTypes => Ignoring.Any() ? "<T, TLabel>" : "<T>";

    /// <summary>Finds the element that a kernel has seen to be outside its declared domain.</summary>
    private void WriteOutside()
    {
        if (_checked.Count == 0)
            return;
        _writer.Line($"private static void ThrowOutside{OutsideTypes}({string.Join(", ", OutsideArguments().Select(static a => a.Declaration))}, uint violations, int inner)");
        WriteConstraints(hasLabels: Ignoring.Any());
        _writer.Open(null);
        foreach (var input in _checked)
        {
            string axes = input.Axes.IsEmpty ? "1" : string.Join(" * ", input.Axes.Select(static a => "call." + a.Name));
            string domain = input.Domain.IsFinite
                ? $"[{string.Join(", ", input.Domain.Values.Select(KernelFile.Number))}]"
                : Domains.Interval(input.Domain).Replace("global::LossGen.Passes.", "");
            string ignored = Ignoring.FirstOrDefault() is { } label ? $", {Argument(label.Name)}, {IgnoredLabel(label)}" : "";
            _writer.Line(FormattableString.Invariant($"if ((violations & {Bit(input)}) != 0)"));
            _writer.Line($"    Domains.Throw({Argument(input.Name)}, {domain}, \"{input.Name}\", \"{Domains.Condition(input.Name, input.Domain)}\", {axes}, inner{ignored});");
        }

        _writer.Close();
        _writer.Line();
    }
}

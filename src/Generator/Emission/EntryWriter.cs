using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>What stands between a member and its kernels: checks before anything is written, the divisor, the choice of kernel.</summary>
internal sealed partial class EntryWriter
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
        _used = KernelUsages.Of(program).InKernels;
        _hasSettings = KernelUsages.Of(program).InCalls.Count > 0;
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
        var branches = _writer.OpenBranches();
        branches.Open("if (call.inner != 1 || elements == 1)");
        WriteDispatch(_program.Columns, kind, range, Elements);
        branches.Close();
        if (BlockWriter.Has(_program, kind))
        {
            branches.Open($"else if ({BlockWriter.IsShort})");
            _writer.Line(RunBatch(BlockWriter.NameOf(kind), range, Elements));
            branches.Close();
        }

        branches.Open("else");
        WriteDispatch(_program.Rows, kind, range, Elements);
        branches.Close();
        branches.End();
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

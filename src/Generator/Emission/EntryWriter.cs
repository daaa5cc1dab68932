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

    private EntryWriter(CodeWriter writer, Program program) =>
        (_writer, _program, _loss, _names) = (writer, program, program.Terms.Loss, new CallNames(program));

    private static readonly HashSet<string> Locals = new(StringComparer.Ordinal)
    {
        "settings", "call", "arrays", "positions", "partial", "divisor", "counted", "read", "elements", "degree", "violations",
    };

    /// <summary>What these methods call an argument, whose name may be that of a local of theirs.</summary>
    private static string Argument(string name) => Names.Escape(Names.Apart(name, Locals));

    public static void Write(CodeWriter writer, Program program) => new EntryWriter(writer, program).Write();

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
        WritePreparation();
        AddArrays(KernelKind.Value);
        _writer.Line($"Partial partial = RunValue{Types}(call, arrays, positions, settings.{_names.Degree});");
        CheckDomains();
        _writer.Line($"return new LossTotal(settings.reduction, partial.Numerator, {Divisor("partial")}, Lengths.Samples(positions, inner));");
        _writer.Close();
        _writer.Line();
    }

    private void WriteForwardEach()
    {
        OpenMember(Member.ForwardEach);
        WritePreparation();
        CheckOutput("losses", LossesSource, isOptional: false);
        WriteOverlaps(["losses"]);
        _writer.Line($"call.{_names.StoresLosses} = true;");
        AddArrays(KernelKind.Value, losses: "losses");
        _writer.Line($"Partial partial = RunValue{Types}(call, arrays, positions, settings.{_names.Degree});");
        CheckDomains();
        _writer.Close();
        _writer.Line();
    }

    private ShapeSource LossesSource => new("losses", true, System.Collections.Immutable.ImmutableArray.CreateRange(_program.Terms.ResultBinders.Select(static b => b.Axis)));

    private void WriteBackward()
    {
        OpenMember(Member.Backward);
        WritePreparation();
        _writer.Line("Totals.Check(settings.reduction, whole);");
        WriteGradientChecks();
        if (_program.Terms.Divisor is not null)
        {
            AddArrays(KernelKind.Divisor, name: "counted");
            _writer.Line($"double divisor = settings.reduction == Reduction.Mean && whole is null ? RunDivisor{Types}(call, counted, positions, settings.{_names.Degree}).Divisor : 1;");
            _writer.Line("divisor = Totals.Divisor(settings.reduction, divisor, Lengths.Samples(positions, inner), whole);");
        }
        else
        {
            _writer.Line($"double divisor = Totals.Divisor(settings.reduction, {Divisor("")}, Lengths.Samples(positions, inner), whole);");
        }

        _writer.Line($"call.{_names.Scale} = upstream / divisor;");
        WriteShared();
        AddArrays(KernelKind.Gradient);
        _writer.Line($"Partial partial = RunGradient{Types}(call, arrays, positions, {Degree});");
        CheckDomains();
        _writer.Line("return partial.Numerator / divisor;");
        _writer.Close();
        _writer.Line();
    }

    private void WriteBackwardEach()
    {
        OpenMember(Member.BackwardEach);
        WritePreparation();
        CheckOutput("upstream", LossesSource, isOptional: false);
        WriteGradientChecks("upstream");
        _writer.Line($"call.{_names.HasUpstreams} = true;");
        WriteShared();
        AddArrays(KernelKind.Gradient, upstream: "upstream");
        _writer.Line($"Partial partial = RunGradient{Types}(call, arrays, positions, {Degree});");
        CheckDomains();
        _writer.Close();
        _writer.Line();
    }

    private bool HasSharedGradient => _program.Terms.Gradients.Any(static g => g.Input.IsShared);

    /// <summary>A gradient that the batch shares is added to by every sample, in order: by one thread.</summary>
    private string Degree => HasSharedGradient ? "1" : $"settings.{_names.Degree}";

    private void WriteShared()
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

    private void WriteConstraints()
    {
        _writer.Line("    where T : unmanaged, IBinaryFloatingPointIeee754<T>");
        if (_program.HasLabels)
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

    private void WritePreparation() =>
        _writer.Line($"Call call = Prepare{Types}(settings, {Inputs()}inner, out int positions{(Ignoring.Any() ? ", out int read" : "")});");

    /// <summary>All checks of inputs and extents: throws before anything is written.</summary>
    private void WritePrepare()
    {
        var parameters = _loss.Inputs.Select(static i => $"ReadOnlySpan<{(i.Kind == InputKind.Number ? "T" : "TLabel")}> {Argument(i.Name)}")
            .Concat(_program.Shapes.Asked.Select(static a => $"int {Argument(a.Name)}"))
            .Concat(["int inner", "out int positions"])
            .Concat(Ignoring.Any() ? ["out int read"] : []);
        _writer.Line("/// <summary>Finds the extents of a call, and refuses what doesn't fit before anything is written.</summary>");
        _writer.Line($"private static Call Prepare{Types}(in Settings settings, {string.Join(", ", parameters)})");
        WriteConstraints();
        _writer.Open(null);
        _writer.Line("Lengths.AtLeast(inner, 1, nameof(inner));");
        foreach (var axis in _program.Shapes.Asked)
            _writer.Line($"Lengths.AtLeast({Argument(axis.Name)}, 0, \"{axis.Name}\");");
        foreach (var step in _program.Shapes.Steps)
            WriteStep(step);
        _writer.Line("Lengths.Samples(positions, inner);");
        WriteLabelChecks();
        _writer.Line();
        _writer.Open("return new Call");
        foreach (var parameter in _loss.Parameters)
        {
            _writer.Line(parameter.IsArray
                ? $"{_names.Has(parameter)} = settings.{Names.Escape(parameter.Name)}.IsGiven,"
                : $"{Names.Escape(parameter.Name)} = settings.{Names.Escape(parameter.Name)},");
        }

        foreach (var axis in KernelFile.Extents(_program))
            _writer.Line($"{axis.Name} = {Argument(axis.Name)},");
        _writer.Line("inner = inner,");
        _writer.Close(";");
        _writer.Close();
        _writer.Line();
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
                    : $"{variable} = Lengths.{(IsOfLaterShared(step) ? "QuotientOrOne" : "Quotient")}({LengthOf(source)}, {Product(known)}, \"{source.Name}\", \"{source.Layout}\", \"{string.Join("·", known.Select(static f => f == "positions" ? "N·inner" : f))}\");");
                break;
            case CheckLength { Source: { Parameter: not null } source }:
                _writer.Line($"settings.{Names.Escape(source.Name)}.CheckLength({Product(Factors(source).ToArray())}, \"{source.Name}\", \"{source.Layout}\");");
                break;
            case CheckLength { Source: var source }:
                _writer.Line($"Lengths.Exactly({LengthOf(source)}, {Product(Factors(source).ToArray())}, \"{source.Name}\", \"{source.Layout}\");");
                break;
        }
    }

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
        if (Ignoring.Any())
            _writer.Line("read = positions;");
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
                _writer.Line($"read = Labels.CountRead({name}, {extent}, {IgnoredLabel(input)}, inner, \"{input.Name}\");");
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

    private void AddArrays(KernelKind kind, string? losses = null, string? upstream = null, string name = "arrays")
    {
        _writer.Line($"Arrays {name} = default;");
        foreach (var input in _loss.Inputs)
            _writer.Line($"{name}.Add({Argument(input.Name)});");
        foreach (var parameter in _loss.Parameters.Where(static p => p.IsArray))
            _writer.Line($"{name}.Add(settings.{Names.Escape(parameter.Name)}.As<T>());");
        if (kind == KernelKind.Value)
            _writer.Line($"{name}.Add({losses ?? "default(Span<T>)"});");
        if (kind != KernelKind.Gradient)
            return;
        foreach (var gradient in _program.Terms.Gradients)
            _writer.Line($"{name}.Add({Signature.GradientName(gradient.Input)});");
        _writer.Line($"{name}.Add({upstream ?? "default(ReadOnlySpan<T>)"});");
    }

    /// <summary>The widest lane there is, of which one branch is left when the code is compiled; then the kernel for this call.</summary>
    private void WriteRun(KernelKind kind)
    {
        _writer.Line($"private static Partial Run{kind}{Types}(in Call call, in Arrays arrays, int positions, int degree)");
        WriteConstraints();
        _writer.Open(null);
        WriteLanes(kind);
        _writer.Close();
        _writer.Line();

        _writer.Line($"private static Partial Run{kind}{LaneTypes}(Call call, in Arrays arrays, int positions, int degree)");
        _writer.Line("    where L : struct, ILane<L, T>");
        WriteConstraints();
        _writer.Open(null);
        WriteKernels(kind);
        _writer.Close();
        _writer.Line();
    }

    private string LaneTypes => _program.HasLabels ? "<L, T, TLabel>" : "<L, T>";

    private void WriteLanes(KernelKind kind)
    {
        string label = _program.HasLabels ? ", TLabel" : "";
        foreach (var (type, prefix) in new[] { ("float", "Single"), ("double", "Double") })
        {
            string indent = "";
            if (type == "float")
            {
                _writer.Line("if (typeof(T) == typeof(float))");
                indent = "    ";
            }

            string start = $"{indent}return ";
            foreach (string width in new[] { "512", "256", "128" })
            {
                _writer.Line($"{start}Vector{width}.IsHardwareAccelerated ? Run{kind}<{prefix}{width}, {type}{label}>(call, arrays, positions, degree)");
                start = indent + "    : ";
            }

            _writer.Line($"{start}Run{kind}<{prefix}1, {type}{label}>(call, arrays, positions, degree);");
        }
    }

    private void WriteKernels(KernelKind kind)
    {
        var axes = KernelFile.Extents(_program).Where(a => _loss.Inputs.Any(i => i.Axes.Contains(a))).ToArray();
        if (_program.HasAxes)
        {
            _writer.Line($"nint elements = {string.Join(" * ", axes.Select(static a => "call." + a.Name))};");
            _writer.Open("if (call.inner == 1 && elements != 1)");
            WriteDispatch(_program.Rows.First(k => k.Kind == kind), "nint.Max(1, elements)");
            _writer.Close();
            _writer.Line();
            _writer.Line("// Rows of one element lie side by side as the positions inside a row do.");
            _writer.Line("if (elements == 1)");
            _writer.Line("    call.inner = positions;");
            WriteDispatch(_program.Columns.First(k => k.Kind == kind), "nint.Max(1, elements)");
        }
        else
        {
            WriteDispatch(_program.Columns.First(k => k.Kind == kind), "1");
        }
    }

    /// <summary>By the loss's parameters, where there is more than one kernel.</summary>
    private void WriteDispatch(Variant variant, string elements)
    {
        switch (variant)
        {
            case OneKernel { Kernel: var kernel }:
                _writer.Line($"return Batch.Run(new {KernelFile.PassName(_program, kernel)}{LaneTypes}(call), arrays, positions, {elements}, degree);");
                break;
            case ByParameter { WhenTrue: var whenTrue, WhenFalse: var whenFalse } choice:
                _writer.Open($"if ({ParameterText.Of(choice.Condition, "call.")})");
                WriteDispatch(whenTrue, elements);
                _writer.Close();
                _writer.Line();
                WriteDispatch(whenFalse, elements);
                break;
        }
    }

    // Domains --------------------------------------------------------------------------------------------------------

    private IReadOnlyList<BoundInput> Checked => _program.Checked;

    /// <summary>In the partial's violations: a value of this input outside its domain.</summary>
    public static uint Bit(BoundInput input) => 1u << input.Ordinal;

    private void CheckDomains()
    {
        if (Checked.Count == 0)
            return;
        _writer.Line("if (partial.Violations != 0)");
        _writer.Line($"    ThrowOutside{Types}({string.Join(", ", OutsideArguments().Select(static a => a.Call))}, call, partial.Violations, inner);");
    }

    private IEnumerable<(string Declaration, string Call)> OutsideArguments()
    {
        if (Ignoring.Any())
            yield return ("in Settings settings", "settings");
        foreach (var input in Checked.Concat(Ignoring).Distinct())
            yield return ($"ReadOnlySpan<{(input.Kind == InputKind.Number ? "T" : "TLabel")}> {Argument(input.Name)}", Argument(input.Name));
    }

    /// <summary>Finds the element that a kernel has seen to be outside its declared domain.</summary>
    private void WriteOutside()
    {
        if (Checked.Count == 0)
            return;
        _writer.Line($"private static void ThrowOutside{Types}({string.Join(", ", OutsideArguments().Select(static a => a.Declaration))}, in Call call, uint violations, int inner)");
        WriteConstraints();
        _writer.Open(null);
        foreach (var input in Checked)
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
    }
}

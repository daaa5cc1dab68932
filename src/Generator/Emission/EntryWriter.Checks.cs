using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <content>What throws before anything is written, and what a call knows after it.</content>
internal sealed partial class EntryWriter
{
    /// <summary>Whether the samples that are read count in the mean, and the checks count them.</summary>
    private bool CountsRead => CountsReadOf(_program);

    private static bool CountsReadOf(Program program) => program.Terms.Divisor is null && program.Terms.Loss.Inputs.Any(static i => i.Ignoring is not null);

    /// <param name="isRead">Whether the member asks how many samples are read.</param>
    private void WritePreparation(bool isRead)
    {
        _writer.Line("Call call = " + Preparation(_program, Types, Inputs(), isRead ? ", out int read" : ", out _") + ";");
    }

    /// <summary>The call of Prepare.</summary>
    /// <param name="inputs">With a comma after each.</param>
    /// <param name="read">Where the number of samples that were read goes, if they are counted there.</param>
    public static string Preparation(Program program, string types, string inputs, string read) =>
        $"Prepare{types}({(KernelUsages.Of(program).InCalls.Count > 0 ? "settings, " : "")}{inputs}inner, out int positions{(CountsReadOf(program) ? read : "")})";

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
        foreach (var axes in _program.Numbered)
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
}

using LossGen.Generator.Binding;
using LossGen.Generator.Emission;
using Names = LossGen.Generator.Emission.Names;

namespace LossGen.Generator.Adapters;

/// <summary>
/// Writes the method that reads a call's extents from the shapes of its tensors and refuses shapes that don't fit. Whose
/// tensors they are it doesn't know.
/// </summary>
internal sealed class ShapeWriter
{
    private const string Shape = "global::LossGen.Passes.TensorShape";
    private const string Lengths = "global::System.ReadOnlySpan<nint>";

    private readonly LossSignature _signature;
    private readonly string _type;
    private readonly string _loss;
    private readonly string _shape;

    /// <param name="type">The loss.</param>
    public ShapeWriter(LossSignature signature, string type)
    {
        _signature = signature;
        _type = type;
        string[] taken = [.. signature.Loss.Inputs.Select(static i => i.Name), .. signature.Loss.Axes.Select(static a => a.Name)];
        _loss = Names.Apart("loss", taken);
        _shape = Names.Apart("shape", taken);
    }

    /// <summary>The axes whose extents the method tells its caller: those of the members' arguments and of the result.</summary>
    private IEnumerable<BoundAxis> Reported =>
        _signature.Loss.Axes.Where(a => _signature.IsTold(a) && (_signature.Asked.Contains(a) || _signature.Result.Contains(a)));

    /// <summary>The axes whose extents something is checked with.</summary>
    private IEnumerable<BoundAxis> Measured => _signature.Loss.Axes.Where(a => _signature.IsTold(a)
        && (Reported.Contains(a) || _signature.Free.Any(f => f.Axis == a) || Checked.Any(i => i.Axes.Contains(a))));

    /// <summary>All inputs but the one that tells the shape of the batch.</summary>
    private IEnumerable<BoundInput> Checked => _signature.Loss.Inputs.Where(i => i != _signature.Teller || i.Axes.Distinct().Count() < i.Axes.Length);

    /// <summary>A call of the method.</summary>
    /// <param name="loss">The loss, in C#.</param>
    /// <param name="lengths">The shape of an input, in C#.</param>
    /// <param name="wanted">The axes whose extents are used, in variables of their names.</param>
    public string Call(string method, string loss, Func<BoundInput, string> lengths, IReadOnlyCollection<BoundAxis> wanted, string declare = "int ") =>
        $"{method}({string.Join(", ", (NeedsLoss ? [loss] : Array.Empty<string>())
            .Concat(_signature.Loss.Inputs.Select(lengths))
            .Concat(_signature.Untold.Select(static a => Names.Escape(a.Name)))
            .Concat(Reported.Select(a => wanted.Contains(a) ? $"out {declare}{Names.Escape(a.Name)}" : "out _"))
            .Append($"out {declare}inner"))})";

    private bool NeedsLoss => _signature.Free.Any(static f => !f.Sources.IsEmpty);

    public void Write(CodeWriter writer, string method)
    {
        var parameters = (NeedsLoss ? [$"{_type} {_loss}"] : Array.Empty<string>())
            .Concat(_signature.Loss.Inputs.Select(static i => $"{Lengths} {Names.Escape(i.Name)}"))
            .Concat(_signature.Untold.Select(static a => $"int {Names.Escape(a.Name)}"))
            .Concat(Reported.Select(static a => $"out int {Names.Escape(a.Name)}"))
            .Append("out int inner");
        writer.Line("/// <summary>Reads the extents of a call from its shapes, and refuses shapes that don't fit.</summary>");
        writer.Open($"private static {Shape} {method}({string.Join(", ", parameters)})");
        var teller = _signature.Teller!;
        writer.Line($"var {_shape} = new {Shape}({Names.Escape(teller.Name)}, {Number(teller.Axes.Length)}, \"{teller.Name}\", \"{LossSignature.LayoutOf(teller)}\");");
        foreach (var axis in Measured)
            writer.Line($"{(Reported.Contains(axis) ? "" : "int ")}{Names.Escape(axis.Name)} = {ExtentOf(axis)};");
        foreach (var input in Checked)
            writer.Line($"{(input.IsShared ? $"{Shape}.CheckShared" : $"{_shape}.Check")}({Names.Escape(input.Name)}, {Extents(input.Axes)}, \"{input.Name}\", \"{LossSignature.LayoutOf(input)}\");");
        WriteInner(writer);
        writer.Line($"return {_shape};");
        writer.Close();
    }

    /// <summary>Checks that the losses, or what comes from upstream for each, have the shape of the result.</summary>
    public string CheckOfResult(string shape, string lengths, string name) =>
        $"{shape}.Check({lengths}, {Extents(_signature.Result)}, \"{name}\", \"{LossSignature.LayoutOf(isPerSample: true, _signature.Result)}\");";

    public static string Extents(IEnumerable<BoundAxis> axes) => $"[{string.Join(", ", axes.Select(static a => Names.Escape(a.Name)))}]";

    /// <summary>An axis that optional arrays alone give: they have to be as long as it is, and without them its elements are positions.</summary>
    private void WriteInner(CodeWriter writer)
    {
        foreach (var free in _signature.Free.Where(f => _signature.IsTold(f.Axis)))
            foreach (var array in free.Sources)
            {
                writer.Line($"if (!{ArrayOf(array.Name)}.IsEmpty)");
                writer.Line($"    global::LossGen.Passes.Lengths.Exactly({ArrayOf(array.Name)}.Length, {Names.Escape(free.Axis.Name)}, \"{array.Name}\", \"{array.Layout}\");");
            }

        if (_signature.Elementwise is not { } elements)
            writer.Line($"inner = {_shape}.Inner;");
        else if (elements.Sources.IsEmpty)
            writer.Line($"inner = {_shape}.InnerOf({Names.Escape(elements.Axis.Name)});");
        else
            writer.Line($"inner = {string.Join(" && ", elements.Sources.Select(a => $"{ArrayOf(a.Name)}.IsEmpty"))} ? {_shape}.InnerOf({Names.Escape(elements.Axis.Name)}) : {_shape}.Inner;");
    }

    private string ArrayOf(string parameter) => $"{_loss}.{MemberNames.PropertyOf(parameter)}";

    private string ExtentOf(BoundAxis axis)
    {
        var teller = _signature.Teller!;
        if (teller.Axes.Contains(axis))
            return $"{_shape}.Extent({Number(teller.Axes.IndexOf(axis))})";
        var input = _signature.Loss.Inputs.OrderBy(static i => i.IsShared ? 1 : 0).First(i => i.Axes.Contains(axis));
        string arguments = $"{Names.Escape(input.Name)}, {Number(input.Axes.IndexOf(axis))}, {Number(input.Axes.Length)}, \"{input.Name}\", \"{LossSignature.LayoutOf(input)}\"";
        return input.IsShared ? $"{Shape}.SharedExtent({arguments})" : $"{_shape}.Extent({arguments})";
    }

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

using LossGen.Generator.Binding;
using LossGen.Generator.Emission;
using Names = LossGen.Generator.Emission.Names;

namespace LossGen.Generator.Adapters;

/// <summary>Writes a loss as a differentiable function of TorchSharp's tensors.</summary>
internal static class TorchSharpWriter
{
    private const string Tensor = "global::TorchSharp.torch.Tensor";
    private const string Generated = "global::LossGen.Generated.";

    /// <returns>Null where the loss has no formula whose shapes its inputs tell.</returns>
    public static string? Write(AdaptedLoss loss)
    {
        // Some input has to say whether it is float or double.
        (LossSignature Signature, string Name)[] formulas = [.. loss.Signatures.Where(static s => s.Loss.Inputs.Any(static i => i.Kind == InputKind.Number))
            .Select((s, i) => (s, "Formula" + (i == 0 ? "" : Number(i + 1))))];
        if (formulas.Length == 0)
            return null;
        var writer = loss.Open(
            AdapterKinds.TorchSharp, $"{loss.Declaration.TypeName} as a function of TorchSharp's tensors, which autograd differentiates. Shapes tell the extents; a tensor without N is one sample.");
        bool isFirst = true;

        // Tensors don't tell labels from numbers before they are there, so what takes as many is one method.
        foreach (var group in formulas.GroupBy(static f => (f.Signature.Loss.Inputs.Length, f.Signature.Untold.Count())))
            foreach (var member in new[] { Member.Forward, Member.ForwardEach })
            {
                if (!isFirst)
                    writer.Line();
                isFirst = false;
                WriteMember(writer, loss.Type, [.. group], member);
            }

        foreach (var (signature, name) in formulas)
        {
            writer.Line();
            WriteFormula(writer, loss.Type, signature, name);
        }

        return loss.Close(writer);
    }

    private static void WriteMember(CodeWriter writer, string type, (LossSignature Signature, string Name)[] formulas, Member member)
    {
        var first = formulas[0].Signature;
        string loss = Names.Apart("loss", Taken(first));
        writer.Line($"/// <summary>{MemberDocumentation.Summary(first.Loss, member)}</summary>");
        writer.Line($"/// <param name=\"{loss}\">The loss.</param>");
        for (int i = 0; i < first.Loss.Inputs.Length; i++)
        {
            var texts = formulas.Select(f => f.Signature.Loss.Inputs[i]).Select(static input => MemberDocumentation.Text(input, LossSignature.LayoutOf(input))).Distinct();
            writer.Line($"/// <param name=\"{first.Loss.Inputs[i].Name}\">{Documentation.Escaped(string.Join(" Or: ", texts))}</param>");
        }

        foreach (var axis in first.Untold)
            writer.Line($"/// <param name=\"{axis.Name}\">How long the axis {axis.Name} is, which the shapes of the inputs don't tell.</param>");
        writer.Line(member == Member.Forward
            ? "/// <returns>A number, of the type of the inputs.</returns>"
            : $"/// <returns>The losses, {LossSignature.LayoutOf(isPerSample: true, first.Result)}.</returns>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">Shapes or types don't fit, or a tensor isn't a dense one on the CPU.</exception>");
        writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">A gradient of an earlier call could not be computed.</exception>");
        var parameters = first.Loss.Inputs.Select(static i => $"{Tensor} {Names.Escape(i.Name)}").Concat(first.Untold.Select(static a => $"int {Names.Escape(a.Name)}"));
        writer.Line($"public static {Tensor} {member}(this {type} {loss}, {string.Join(", ", parameters)}) =>");
        string inputs = string.Join(", ", first.Loss.Inputs.Select(static i => Names.Escape(i.Name)));
        string[] made = [.. formulas.Select(f => $"new {f.Name}({string.Join(", ", first.Untold.Select(static a => Names.Escape(a.Name)).Prepend(loss))})")];
        string formula = made.Length == 1 ? made[0] : $"{Generated}TorchLoss.Choose([{string.Join(", ", made)}], {inputs})";
        writer.Line($"    {Generated}TorchLoss.{member}({formula}, {inputs});");
    }

    private static void WriteFormula(CodeWriter writer, string type, LossSignature signature, string name)
    {
        var inputs = signature.Loss.Inputs;
        string[] taken = Taken(signature);
        string loss = Names.Apart("loss", taken), shape = Names.Apart("shape", taken), shapes = Names.Apart("shapes", taken), extents = Names.Apart("Extents", taken);
        var untold = signature.Untold.Select(static a => $"int {Names.Escape(a.Name)}");
        var kept = signature.Asked.Where(signature.IsTold).ToArray();
        var read = new ShapeWriter(signature, type);

        writer.Open($"private sealed class {name}({string.Join(", ", untold.Prepend($"{type} {loss}"))}) : {Generated}TorchFormula");
        foreach (var axis in kept)
            writer.Line($"private int {FieldOf(axis)};");
        writer.Line("private int _inner;");
        writer.Line();
        writer.Line("public override (string Name, bool IsLabels, bool HasGradient)[] Inputs { get; } =");
        writer.Line($"    [{string.Join(", ", inputs.Select(static i => $"(\"{i.Name}\", {(i.Kind == InputKind.Number ? "false" : "true")}, {(i.HasGradient ? "true" : "false")})"))}];");
        writer.Line();
        writer.Open($"public override nint[] Measure(nint[][] {shapes})");
        writer.Line($"var {shape} = {read.Call(extents, loss, i => $"{shapes}[{Number(i.Ordinal)}]", [.. kept, .. signature.Result])};");
        foreach (var axis in kept)
            writer.Line($"{FieldOf(axis)} = {Names.Escape(axis.Name)};");
        writer.Line("_inner = inner;");
        writer.Line($"return {shape}.Of({ShapeWriter.Extents(signature.Result)});");
        writer.Close();
        foreach (var member in Signature.Members(signature.Loss).Where(static m => m != Member.Total))
        {
            writer.Line();
            WriteCall(writer, signature, member, loss);
        }

        writer.Line();
        read.Write(writer, extents);
        writer.Close();
    }

    private static void WriteCall(CodeWriter writer, LossSignature signature, Member member, string loss)
    {
        bool hasUpstream = member == Member.Backward;
        bool isReduced = member is Member.Forward or Member.Backward;
        string head = $"public override {(isReduced ? "double" : "void")} {member}({Generated}TorchArrays arrays{(hasUpstream ? ", double upstream" : "")})";
        if (isReduced)
        {
            writer.Line(head + " => arrays.IsDouble");
            writer.Line($"    ? {CallOf("double")}");
            writer.Line($"    : {CallOf("float")};");
            return;
        }

        writer.Open(head);
        writer.Line("if (arrays.IsDouble)");
        writer.Line($"    {CallOf("double")};");
        writer.Line("else");
        writer.Line($"    {CallOf("float")};");
        writer.Close();

        string CallOf(string element)
        {
            var arguments = signature.Loss.Inputs.Select(i => $"arrays.Input<{(i.Kind == InputKind.Number ? element : "long")}>({Number(i.Ordinal)})")
                .Concat(signature.Asked.Select(a => signature.IsTold(a) ? FieldOf(a) : Names.Escape(a.Name)));
            if (member is Member.ForwardEach or Member.BackwardEach)
                arguments = arguments.Append($"arrays.Each<{element}>()");
            if (member is Member.Backward or Member.BackwardEach)
                arguments = arguments.Concat(signature.Loss.Inputs.Where(static i => i.HasGradient).Select(i => $"arrays.Gradient<{element}>({Number(i.Ordinal)})"));
            arguments = arguments.Append("_inner");
            if (hasUpstream)
                arguments = arguments.Append("upstream");
            return $"{loss}.{member}({string.Join(", ", arguments)})";
        }
    }

    private static string[] Taken(LossSignature signature) => [.. signature.Loss.Inputs.Select(static i => i.Name), .. signature.Loss.Axes.Select(static a => a.Name)];

    private static string FieldOf(BoundAxis axis) => "_" + axis.Name;

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

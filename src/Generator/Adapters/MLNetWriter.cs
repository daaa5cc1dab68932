using LossGen.Generator.Binding;
using LossGen.Generator.Emission;

namespace LossGen.Generator.Adapters;

/// <summary>Writes a loss of one score and one target as ML.NET's trainers take it: value and slope of one element at a time.</summary>
/// <remarks>Not ISupportSdcaLoss, which wants the convex conjugate too, and a formula needn't be convex.</remarks>
internal static class MLNetWriter
{
    private const string Trainers = "global::Microsoft.ML.Trainers.";

    /// <returns>Null where no formula is of a score and a target.</returns>
    public static string? Write(AdaptedLoss loss)
    {
        if (loss.Signatures.FirstOrDefault(IsScalar) is not { } signature)
            return null;
        var target = signature.Loss.Inputs[1];
        string kind = target.Domain.IsFinite ? "Classification" : "Regression";
        var writer = loss.Open(AdapterKinds.MLNet, $"{loss.Declaration.TypeName} for trainers of ML.NET.");
        writer.Line($"/// <summary>The loss of one score, {signature.Loss.Inputs[0].Name}, and its label, {target.Name}, with its slope by the score; Reduction has no say.</summary>");
        if (target.Domain.IsFinite)
            writer.Line($"/// <remarks>A label greater than 0 stands for 1, any other for {KernelFile.Number(NegativeOf(target))}: as ML.NET's own losses read it.</remarks>");
        writer.Line("/// <param name=\"loss\">The loss.</param>");
        writer.Line($"public static {Trainers}I{kind}Loss As{kind}Loss(this {loss.Type} loss) => new Scalar(loss);");
        writer.Line();
        writer.Open($"private sealed class Scalar({loss.Type} loss) : {Trainers}I{kind}Loss");
        WriteMember("double", "Loss", target, "float value = 0;", $"loss.ForwardEach({Span("output")}, {Span("label")}, new global::System.Span<float>(ref value));", "value");
        writer.Line();
        WriteMember(
            "float", "Derivative", target, "float upstream = 1, slope = 0;",
            $"loss.BackwardEach({Span("output")}, {Span("label")}, {Span("upstream")}, new global::System.Span<float>(ref slope));", "slope");
        writer.Close();
        return loss.Close(writer);

        void WriteMember(string type, string name, BoundInput labelled, string locals, string call, string result)
        {
            writer.Open($"public {type} {name}(float output, float label)");
            if (labelled.Domain.IsFinite)
                writer.Line($"label = label > 0 ? 1 : {KernelFile.Number(NegativeOf(labelled))};");
            writer.Line(locals);
            writer.Line(call);
            writer.Line($"return {result};");
            writer.Close();
        }
    }

    private static string Span(string name) => $"new global::System.ReadOnlySpan<float>(in {name})";

    private static bool IsScalar(LossSignature signature) =>
        signature.Loss.Inputs.Length == 2 && signature.Asked.Count == 0 && !signature.Result.Any()
            && signature.Loss.Inputs.All(static i => i is { Kind: InputKind.Number, IsShared: false, Axes.IsEmpty: true })
            && signature.Loss.Inputs[0].HasGradient && IsTarget(signature.Loss.Inputs[1].Domain);

    /// <summary>Any number, or 1 and one that stands for its absence.</summary>
    private static bool IsTarget(BoundDomain domain) =>
        !domain.IsFinite || domain.Values.Length == 2 && domain.Values.Contains(1) && domain.Values.Any(static value => value <= 0);

    private static double NegativeOf(BoundInput target) => target.Domain.Values.First(static value => value <= 0);
}

using System.Collections.Immutable;
using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>What stands above each generated member: a sentence, and a word on every argument.</summary>
internal static class MemberDocumentation
{
    /// <summary>Its lines, the same for all types that the member takes.</summary>
    public static string[] Of(Program program, Member member, IEnumerable<SignatureParameter> parameters) =>
    [
        $"/// <summary>{Summary(program.Terms.Loss, member)}</summary>",
        .. parameters.Select(parameter => $"/// <param name=\"{parameter.Name}\">{Documentation.Escaped(Text(program, member, parameter.Name))}</param>"),
    ];

    public static string Summary(BoundLoss loss, Member member) => member switch
    {
        Member.Forward => "The loss of a batch, reduced as Reduction says.",
        Member.ForwardEach => $"The losses of a batch, not reduced: one for each {Each(loss)}.",
        Member.Backward => $"The loss of a batch, reduced as Reduction says, and its {Gradients(loss)}, in one pass.",
        Member.BackwardEach => $"The {Gradients(loss)} of a batch's losses, not reduced: one for each {Each(loss)}.",
        _ => $"What a batch contributes to the loss of a larger one: totals are added{(loss.Inputs.Any(static i => i.HasGradient) ? ", and Backward takes their sum" : "")}.",
    };

    private static string Gradients(BoundLoss loss) => loss.Inputs.Count(static i => i.HasGradient) == 1 ? "gradient" : "gradients";

    /// <summary>What there is a loss for.</summary>
    private static string Each(BoundLoss loss) =>
        string.Join(" and ", loss.ResultIndices.Select(static i => "index of " + i.Axis.Name).Prepend("sample"));

    private static string Text(Program program, Member member, string name)
    {
        var loss = program.Terms.Loss;
        if (loss.Inputs.FirstOrDefault(i => i.Name == name) is { } input)
            return Text(input, LayoutOf(input));
        if (program.Shapes.Asked.FirstOrDefault(a => a.Name == name) is { } axis)
            return $"How long the axis {axis.Name} is, which the lengths of the inputs don't tell.";
        for (int i = 0; i < program.Terms.Gradients.Length; i++)
        {
            var read = program.Terms.Gradients[i].Input;
            if (Signature.GradientName(read) == name)
                return $"Receives the gradient of {read.Name}, {LayoutOf(read)}.{(i == 0 ? "" : " Pass an empty span if you don't want it.")}";
        }

        return name switch
        {
            "losses" => $"Receives the losses, {LayoutOfLosses(loss)}.",
            "upstream" when member == Member.BackwardEach => $"What the gradient of each loss is multiplied by, {LayoutOfLosses(loss)}.",
            "upstream" => "What the gradients are multiplied by; the value isn't.",
            "inner" when program.HasAxes => "How many positions each of the N samples has, side by side in memory, like the pixels of an image with its channels first. Each has a loss of its own; BatchMean divides by N alone.",
            "inner" => "How many neighbouring elements make one of the N samples that BatchMean divides by.",
            _ => "The total of the larger batch that this one is a part of: value and gradients are then its share of those of the whole.",
        };
    }

    /// <param name="layout">As the member that is documented takes it.</param>
    public static string Text(BoundInput input, string layout)
    {
        string text = input.Kind switch
        {
            InputKind.Number => $"Numbers, {layout}",
            InputKind.Label => $"Labels, {layout}, from 0 up to {input.LabelAxis!.Name} - 1",
            _ => $"Lists of labels, {layout}, from 0 up to {input.LabelAxis!.Name} - 1",
        };
        if (input.IsShared)
            text += ", shared by the batch";
        if (!input.Domain.IsAll)
            text += ", with " + Domains.Condition(input.Name, input.Domain);
        if (input.Until is { } last)
            text += FormattableString.Invariant($"; the first {last} ends a list");
        string? ignored = input.Ignoring switch
        {
            BoundParameterValue value => MemberNames.PropertyOf(value.Parameter.Name),
            BoundNumber number => KernelFile.Number(number.Value),
            _ => null,
        };
        return text + (ignored is null ? "." : $"; a sample whose label is {ignored} isn't read.");
    }

    private static string LayoutOfLosses(BoundLoss loss) =>
        new ShapeSource("losses", true, loss.ResultIndices.Select(static i => i.Axis).ToImmutableArray()).Layout;

    private static string LayoutOf(BoundInput input) => new ShapeSource(input.Name, !input.IsShared, input.Axes).Layout;
}

using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>The sentence above each generated member.</summary>
internal static class MemberDocumentation
{
    public static void Write(CodeWriter writer, Program program, Member member) =>
        writer.Line($"/// <summary>{Text(program, member)}</summary>");

    private static string Text(Program program, Member member)
    {
        string layouts = string.Join(", ", program.Terms.Loss.Inputs.Select(static i => $"{i.Name} {new ShapeSource(i.Name, !i.IsShared, i.Axes).Layout}"));
        return member switch
        {
            Member.Forward => $"The reduced loss of a batch: {layouts}.",
            Member.ForwardEach => $"The loss of each sample of a batch: {layouts}.",
            Member.Backward => $"The reduced loss of a batch, and its gradients times upstream, overwritten; an empty span isn't wanted: {layouts}.",
            Member.BackwardEach => $"The gradients of each sample's loss times its upstream, overwritten; an empty span isn't wanted: {layouts}.",
            _ => $"What a batch contributes to the loss of a larger one: {layouts}.",
        };
    }
}

using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

internal enum Member { Forward, ForwardEach, Backward, BackwardEach, Total }

/// <param name="Argument">How a call passes it on.</param>
internal sealed record SignatureParameter(string Type, string Name, string? Default = null)
{
    public override string ToString() => $"{Type} {Names.Escape(Name)}{(Default is null ? "" : " = " + Default)}";
}

/// <summary>
/// The arguments of a member: inputs as declared, extents, upstream of BackwardEach, outputs, inner, upstream, whole.
/// </summary>
internal static class Signature
{
    public static IReadOnlyList<SignatureParameter> Of(Program program, Member member, string element, string label)
    {
        var parameters = new List<SignatureParameter>();
        foreach (var input in program.Terms.Loss.Inputs)
            parameters.Add(new($"ReadOnlySpan<{(input.Kind == InputKind.Number ? element : label)}>", input.Name));
        foreach (var axis in program.Shapes.Asked)
            parameters.Add(new("int", axis.Name));
        switch (member)
        {
            case Member.ForwardEach:
                parameters.Add(new($"Span<{element}>", "losses"));
                break;
            case Member.BackwardEach:
                parameters.Add(new($"ReadOnlySpan<{element}>", "upstream"));
                AddGradients();
                break;
            case Member.Backward:
                AddGradients();
                break;
        }

        parameters.Add(new("int", "inner", "1"));
        if (member == Member.Backward)
        {
            parameters.Add(new("double", "upstream", "1"));
            parameters.Add(new("LossTotal?", "whole", "null"));
        }

        return parameters;

        void AddGradients()
        {
            for (int i = 0; i < program.Terms.Gradients.Length; i++)
                parameters.Add(new($"Span<{element}>", GradientName(program.Terms.Gradients[i].Input), i == 0 ? null : "default"));
        }
    }

    public static string GradientName(BoundInput input) => "grad" + Names.Raised(input.Name);

    public static string ReturnType(Member member) => member switch
    {
        Member.Forward or Member.Backward => "double",
        Member.Total => "LossTotal",
        _ => "void",
    };

    public static IEnumerable<Member> Members(Program program) => program.HasGradients
        ? [Member.Forward, Member.ForwardEach, Member.Backward, Member.BackwardEach, Member.Total]
        : [Member.Forward, Member.ForwardEach, Member.Total];
}

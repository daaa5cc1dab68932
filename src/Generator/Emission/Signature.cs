using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

internal enum Member { Forward, ForwardEach, Backward, BackwardEach, Total }

internal sealed record SignatureParameter(string Type, string Name, string? Default = null)
{
    public override string ToString() => $"{Type} {Names.Escape(Name)}{(Default is null ? "" : " = " + Default)}";
}

/// <summary>
/// The arguments of a member: inputs as declared, extents, upstream of BackwardEach, outputs, inner, upstream, whole.
/// </summary>
internal static class Signature
{
    /// <summary>The type of the total that a batch may be a part of.</summary>
    public const string Whole = "LossTotal?";

    public static readonly string[] Elements = ["float", "double"];
    private static readonly string[] Spans = ["ReadOnlySpan<", "Span<"];
    private static readonly string[] LabelTypes = ["int", "long"];
    private static readonly string[] NoLabelTypes = ["int"];

    public static IReadOnlyList<SignatureParameter> Of(Program program, Member member, string element, string label) =>
        Of(program.Terms.Loss, program.Shapes.Asked, member, element, label);

    /// <param name="asked">The axes whose extent is an argument.</param>
    public static IReadOnlyList<SignatureParameter> Of(
        BoundLoss loss, IEnumerable<BoundAxis> asked, Member member, string element, string label)
    {
        var parameters = new List<SignatureParameter>();
        foreach (var input in loss.Inputs)
            parameters.Add(new($"ReadOnlySpan<{(input.Kind == InputKind.Number ? element : label)}>", input.Name));
        foreach (var axis in asked)
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
            parameters.Add(new(Whole, "whole", "null"));
        }

        return parameters;

        void AddGradients()
        {
            string? start = null;
            foreach (var input in loss.Inputs.Where(static i => i.HasGradient))
            {
                parameters.Add(new($"Span<{element}>", GradientName(input), start));
                start = "default";
            }
        }
    }

    public static string GradientName(BoundInput input) => "grad" + Names.Raised(input.Name);

    public static string ReturnType(Member member) => member switch
    {
        Member.Forward or Member.Backward => "double",
        Member.Total => "LossTotal",
        _ => "void",
    };

    /// <summary>What stands before the body of a member of the author's type.</summary>
    public static string Head(Member member, IEnumerable<SignatureParameter> parameters) =>
        $"public {Qualified(ReturnType(member))} {member}({string.Join(", ", parameters.Select(static p => Qualified(p.ToString())))})";

    /// <summary>The types of labels that members take; one, whatever it is, where a loss has no labels.</summary>
    public static IReadOnlyList<string> LabelsOf(BoundLoss loss) =>
        loss.Inputs.Any(static i => i.Kind != InputKind.Number) ? LabelTypes : NoLabelTypes;

    public static IEnumerable<Member> Members(BoundLoss loss) => loss.Inputs.Any(static i => i.HasGradient)
        ? [Member.Forward, Member.ForwardEach, Member.Backward, Member.BackwardEach, Member.Total]
        : [Member.Forward, Member.ForwardEach, Member.Total];

    /// <summary>A type with its namespace, as the author's file may have a type of the same name.</summary>
    private static string Qualified(string text)
    {
        foreach (string type in Spans)
            if (text.StartsWith(type, StringComparison.Ordinal))
                return "global::System." + text;
        return text.StartsWith("LossTotal", StringComparison.Ordinal) ? "global::LossGen." + text : text;
    }
}

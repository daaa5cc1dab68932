using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>
/// What a gradient check calls, in projects that reference one: a member that hands its arrays on to the others, and the pass
/// that tells on which side of each corner they lie.
/// </summary>
internal static class CheckWriter
{
    public const string SidesName = "Sides";

    private const string Passes = "global::LossGen.Passes.";

    private const string Interface = Passes + "ICheckedLoss";

    /// <summary>What stands behind the name of the author's type.</summary>
    public const string Bases = " : " + Interface;

    public const string Head = "void " + Interface + ".Answer(" + Passes + "CheckedCall call)";

    private static readonly HashSet<string> Locals = new(StringComparer.Ordinal) { "settings", "check", "call", "arrays", "positions" };

    public static bool IsChecked(IEnumerable<Program> programs) => programs.Any(IsChecked);

    public static bool IsChecked(Program program) => program.Sides is not null;

    /// <param name="sides">The method that finds the sides for the formula of a number.</param>
    public static void WriteMember(CodeWriter writer, IReadOnlyList<Program> programs, Func<int, string> sides, Func<int, string> settings)
    {
        writer.Line();
        writer.Open(Head);
        string lead = "";
        for (int i = 0; i < programs.Count; i++)
        {
            if (!IsChecked(programs[i]))
                continue;
            writer.Open($"{lead}if (call.Takes([{string.Join(", ", programs[i].Terms.Loss.Inputs.Select(Kind))}], {programs[i].Shapes.Asked.Length}))");
            writer.Open("switch (call.Question)");
            string inputs = Arguments(programs[i], null);
            WriteCase(SidesName, $"{sides(i)}({settings(i)}, {inputs}, call)");
            foreach (Member member in new[] { Member.Forward, Member.ForwardEach, Member.Backward, Member.BackwardEach })
                WriteCase(member.ToString(), $"{(Signature.ReturnType(member) == "void" ? "" : "call.Value = ")}{member}({Arguments(programs[i], member)})");
            writer.Close();
            writer.Close();
            lead = "else ";
        }

        writer.Open("else");
        writer.Line("call.Refuse();");
        writer.Close();
        writer.Close();

        void WriteCase(string question, string statement)
        {
            writer.Line($"case {Passes}CheckedQuestion.{question}:");
            writer.Line($"    {statement};");
            writer.Line("    break;");
        }
    }

    /// <summary>The pass for the sides, and what calls it.</summary>
    public static void WriteSides(CodeWriter writer, Program program, CallNames names)
    {
        var loss = program.Terms.Loss;
        string label = program.HasLabels ? ", int" : "";
        var parameters = loss.Inputs.Select(static i => $"ReadOnlySpan<{(i.Kind == InputKind.Number ? "double" : "int")}> {Argument(i.Name)}")
            .Concat(program.Shapes.Asked.Select(static a => $"int {Argument(a.Name)}"));
        var arguments = loss.Inputs.Select(static i => Argument(i.Name)).Concat(program.Shapes.Asked.Select(static a => Argument(a.Name)));
        writer.Line();
        writer.Line("/// <summary>How many samples and losses there are, and for each sample a number that changes at the loss's corners.</summary>");
        writer.Open($"public static void {SidesName}(in Settings settings, {string.Join(", ", parameters)}, int inner, CheckedCall check)");
        writer.Line("Call call = " + EntryWriter.Preparation(program, $"<double{label}>", string.Concat(arguments.Select(static a => a + ", ")), ", out _") + ";");
        string losses = string.Join(" * ", program.Terms.ResultBinders.Select(static b => "call." + b.Axis.Name).DefaultIfEmpty("1"));
        writer.Line($"check.Begin(positions, {losses});");
        if (program.Sides!.Kernel is { } kernel)
        {
            writer.Line($"call.{names.StoresLosses} = true;");
            writer.Line("Arrays arrays = default;");
            int next = 0;
            foreach (string array in loss.Inputs.Select(static i => Argument(i.Name))
                .Concat(loss.Parameters.Where(static p => p.IsArray).Select(static p => $"settings.{Names.Escape(p.Name)}.As<double>()"))
                .Append("check.Sides.AsSpan()"))
            {
                writer.Line(FormattableString.Invariant($"arrays.Set({next++}, {array});"));
            }

            writer.Line($"Batch.Run<SidesPass<Double1, double{label}>, Call>(call, arrays, positions, 1, 1, out _);");
            writer.Close();
            writer.Line();
            KernelWriter.Write(
                writer, program, kernel, names, new KernelNames(), new TermPrinter(loss), "SidesPass",
                "In the place of losses numbers that change where a comparison, the place of an extreme or a step changes.");
            return;
        }

        writer.Close();
    }

    private static string Argument(string name) => Names.Escape(Names.Apart(name, Locals));

    private static string Kind(BoundInput input) => Passes + "CheckedInput." + (input switch
    {
        { Kind: not InputKind.Number } => "Labels",
        { IsShared: true, HasGradient: true } => "SharedWithGradient",
        { IsShared: true } => "Shared",
        { HasGradient: true } => "WithGradient",
        _ => "Numbers",
    });

    /// <summary>What the call has for the parameters of a member up to inner, with its outputs; of null, without them.</summary>
    private static string Arguments(Program program, Member? member)
    {
        var loss = program.Terms.Loss;
        var arguments = loss.Inputs.Select(static (input, place) => FormattableString.Invariant($"call.{(input.Kind == InputKind.Number ? "Numbers" : "Labels")}({place})"))
            .Concat(program.Shapes.Asked.Select(static (_, place) => FormattableString.Invariant($"call.Extent({place})")));
        if (member == Member.ForwardEach)
            arguments = arguments.Append("call.Losses");
        if (member == Member.BackwardEach)
            arguments = arguments.Append("call.Upstream");
        if (member is Member.Backward or Member.BackwardEach)
            arguments = arguments.Concat(loss.Inputs.Select(static (input, place) => (input, place)).Where(static i => i.input.HasGradient)
                .Select(static i => FormattableString.Invariant($"call.Gradient({i.place})")));
        return string.Join(", ", arguments.Append("call.Inner"));
    }
}

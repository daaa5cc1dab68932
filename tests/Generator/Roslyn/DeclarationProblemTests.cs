using LossGen.Testing;
using Microsoft.CodeAnalysis;

namespace LossGen.Generator.Roslyn;

/// <summary>Every LOSS01xx, at its place, with its message; and #error says the same where analyzers are off.</summary>
public sealed class DeclarationProblemTests
{
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "LOSS0101", "[Loss(\"x\")] public class «L»;", "'L' is not partial: write 'partial class L', so that its generated members can join it" },
        { "LOSS0101", "[Loss(\"x\")] class «L»<T>(double margin = 1);", "'L' is not partial: write 'partial class L', so that its generated members can join it" },
        { "LOSS0102", "public static class «Outer» { [Loss(\"x\")] public partial class L; }", "'Outer' is not partial, but the loss 'L' stands inside it: write 'partial class Outer'" },
        { "LOSS0102", "record struct «Outer» { partial class Middle { [Loss(\"x\")] public partial class L; } }", "'Outer' is not partial, but the loss 'L' stands inside it: write 'partial record struct Outer'" },
        { "LOSS0103", "[Loss(\"x\")] public partial record «L»(double margin = 1);", "'L' is a record, and 'with' would skip the checks of its parameters: write 'partial class L'" },
        { "LOSS0103", "[Loss(\"x\")] public partial struct «L»(double margin = 1);", "'L' is a struct, and 'new L()' would skip the defaults of its parameters: write 'partial class L'" },
        { "LOSS0103", "[Loss(\"x\")] public readonly partial record struct «L»(double margin = 1);", "'L' is a struct, and 'new L()' would skip the defaults of its parameters: write 'partial class L'" },
        { "LOSS0103", "[Loss(\"x\")] public partial interface «L»;", "'L' is an interface, and an interface holds no parameters: write 'partial class L'" },
        { "LOSS0104", "[Loss(\"x\")] public static partial class «L»;", "'L' is static, but a loss is an object that holds its parameters: remove 'static'" },
        { "LOSS0105", "[Loss(\"x\")] file partial class «L»;", "'L' is visible in its own file only, so no generated file can add members to it: remove 'file'" },
        { "LOSS0105", "file partial class «Outer» { [Loss(\"x\")] public partial class L; }", "'Outer' is visible in its own file only, so no generated file can add members to it: remove 'file'" },
        { "LOSS0106", "[Loss(\"x\")] public partial class L(string «name» = \"\");", "'name' is of type 'string': a parameter of a loss is double, float, int, long or bool, an array is double[], and double[]? = null where absence means a constant" },
        { "LOSS0106", "[Loss(\"x\")] public partial class L(double? «p»);", "'p' is of type 'double?': a parameter of a loss is double, float, int, long or bool, an array is double[], and double[]? = null where absence means a constant" },
        { "LOSS0106", "[Loss(\"x\")] public partial class L(float[] «w»);", "'w' is of type 'float[]': a parameter of a loss is double, float, int, long or bool, an array is double[], and double[]? = null where absence means a constant" },
        { "LOSS0106", "[Loss(\"x\")] public partial class L(double[,] «w»);", "'w' is of type 'double[,]': a parameter of a loss is double, float, int, long or bool, an array is double[], and double[]? = null where absence means a constant" },
        { "LOSS0106", "[Loss(\"x\")] public partial class L(System.DayOfWeek «day»);", "'day' is of type 'DayOfWeek': a parameter of a loss is double, float, int, long or bool, an array is double[], and double[]? = null where absence means a constant" },
        { "LOSS0106", "[Loss(\"x\")] public partial class L<T>(T «t») where T : struct;", "'t' is of type 'T': a parameter of a loss is double, float, int, long or bool, an array is double[], and double[]? = null where absence means a constant" },
        { "LOSS0107", "[Loss(\"x\")] public partial class L(in double «margin»);", "'margin' is passed by 'in', but a loss keeps its parameters: remove 'in'" },
        { "LOSS0107", "[Loss(\"x\")] public partial class L(ref readonly double «margin»);", "'margin' is passed by 'ref readonly', but a loss keeps its parameters: remove 'ref readonly'" },
        { "LOSS0108", "[Loss(\"x\")] public partial class L(double «margin») { public int Margin; }", "Parameter 'margin' becomes the member 'Margin', but a member of 'L' has that name: rename one of them" },
        { "LOSS0108", "[Loss(\"x\")] public partial class L(double «margin») { private class Margin; }", "Parameter 'margin' becomes the member 'Margin', but a member of 'L' has that name: rename one of them" },
        { "LOSS0108", "[Loss(\"x\")] public partial class L(double margin, int «Margin»);", "Parameter 'Margin' becomes the member 'Margin', but that of parameter 'margin' has that name: rename one of them" },
        { "LOSS0108", "[Loss(\"x\")] public partial class L<T>(double «t»);", "Parameter 't' becomes the member 'T', but the type parameter 'T' has that name: rename one of them" },
        { "LOSS0108", "public class Base { protected double Margin; } [Loss(\"x\")] public partial class L(double «margin») : Base;", "Parameter 'margin' becomes the member 'Margin', but a member of 'Base' has that name: rename one of them" },
        { "LOSS0108", "[Loss(\"x\")] public partial class L(bool «equals»);", "Parameter 'equals' becomes the member 'Equals', but a member of 'object' has that name: rename one of them" },
        { "LOSS0108", "[Loss(\"x\")] public partial class L(double[] «weight») { private int _weight; }", "Parameter 'weight' becomes the member '_weight', but a member of 'L' has that name: rename one of them" },
        { "LOSS0108", "[Loss(\"x\")] public partial class L(double[] weight, int «_weight»);", "Parameter '_weight' becomes the member '_weight', but that of parameter 'weight' has that name: rename one of them" },
        { "LOSS0109", "[Loss(\"x\")] public partial class L { private int «_reduction»; }", "Every loss gets a member '_reduction', but a member of 'L' has that name: rename it" },
        { "LOSS0109", "[Loss(\"x\")] public partial class L { public int «Forward»(string s) => 1; }", "Every loss gets a member 'Forward', but a member of 'L' has that name: rename it" },
        { "LOSS0109", "[Loss(\"x\")] public partial class L { private class «Total»; }", "Every loss gets a member 'Total', but a member of 'L' has that name: rename it" },
        { "LOSS0109", "[Loss(\"x\")] public partial class «L»<Backward>;", "Every loss gets a member 'Backward', but the type parameter 'Backward' has that name: rename it" },
        { "LOSS0109", "public class Base { public int Reduction; } [Loss(\"x\")] public partial class «L» : Base;", "Every loss gets a member 'Reduction', but a member of 'Base' has that name: rename it" },
        { "LOSS0110", "[Loss(\"x\")] public partial class L(int «reduction» = 1);", "Parameter 'reduction' would become the member 'Reduction', but every loss has a member 'Reduction' of its own: rename the parameter" },
        { "LOSS0110", "[Loss(\"x\")] public partial class L(int «maxDegreeOfParallelism» = 1);", "Parameter 'maxDegreeOfParallelism' would become the member 'MaxDegreeOfParallelism', but every loss has a member 'MaxDegreeOfParallelism' of its own: rename the parameter" },
        { "LOSS0111", "[Loss(\"x\")] public partial class L(double «upstream»);", "Parameter 'upstream' has a name of the generated signatures (inner, upstream, losses, whole, and names beginning with grad): rename the parameter" },
        { "LOSS0111", "[Loss(\"x\")] public partial class L(double «gradClip»);", "Parameter 'gradClip' has a name of the generated signatures (inner, upstream, losses, whole, and names beginning with grad): rename the parameter" },
        { "LOSS0112", "[Loss(\"x\")] public partial class «Forward»;", "The type 'Forward' gets a member 'Forward' (as every loss does), and C# allows no member of its type's name (CS0542): rename the type" },
        { "LOSS0112", "[Loss(\"x\")] public partial class «Margin»(double margin);", "The type 'Margin' gets a member 'Margin' (that of parameter 'margin'), and C# allows no member of its type's name (CS0542): rename the type" },
        { "LOSS0113", "[Loss(«null!»)] public partial class L;", "The formula of [Loss] has to be a constant string that is not null, such as \"log(1 + exp(-y*x))\"" },
        { "LOSS0113", "public partial class L { static string F = \"x\"; } [Loss(«L.F»)] public partial class L;", "The formula of [Loss] has to be a constant string that is not null, such as \"log(1 + exp(-y*x))\"" },
        { "LOSS0113", "[Loss(\"x\", Inputs = «1»)] public partial class L;", "The Inputs of [Loss] has to be a constant string that is not null, such as \"x[C], y in C\"" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_at_its_place_and_by_error(string id, string declaration, string message)
    {
        MarkedSource source = MarkedSource.Parse("using LossGen;\n" + declaration);
        LossBuild build = LossBuild.Of(source.Text);

        Diagnostic problem = Assert.Single(build.Problems);
        Assert.Equal((id, message), (problem.Id, problem.GetMessage()));
        Assert.Equal(source.WithMarks([source.Span]), source.WithMarks([problem.Location.SourceSpan]));
        Assert.Equal(DiagnosticSeverity.Error, problem.Severity);

        Diagnostic error = Assert.Single(build.Diagnostics, d => d.Id == "CS1029");
        Assert.StartsWith($"#error: '{id} ", error.GetMessage(), StringComparison.Ordinal);
        Assert.Contains(message, error.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        MarkedSource source = MarkedSource.Parse(
            "using LossGen;\nclass «Outer» { [Loss(\"x\")] class «L»(string «a», in int «b», int «total»); }");

        Assert.Equal(source.Spans, LossBuild.Of(source.Text).Problems.Select(p => p.Location.SourceSpan));
    }

    /// <summary>What a declaration without mistakes may look like, however unusual.</summary>
    [Theory]
    [InlineData("public class Base { private double Margin; } [Loss(\"x\")] public partial class L(double margin) : Base;")]
    [InlineData("interface I { double Margin { get; } } [Loss(\"x\")] public partial class L(double margin) : I;")]
    [InlineData("[Loss(\"x\")] public partial class L { public L(string s) { } }")]
    [InlineData("[Loss(\"x\")] public partial class L(params double[] weight);")]
    [InlineData("[Loss(\"x\")] public partial class L(double @class, double @Margin);")]
    [InlineData("#nullable disable\n[Loss(\"x\")] public partial class L(double[] weight = null);")]
    public void Nothing_is_told_of_what_is_right(string declaration)
    {
        LossBuild build = LossBuild.Of("using LossGen;\n" + declaration);

        Assert.Empty(build.Problems);
        Assert.Empty(build.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
    }
}

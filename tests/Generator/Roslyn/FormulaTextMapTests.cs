using LossGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LossGen.Generator.Roslyn;

/// <summary>The part of the formula's value that reads <c>bad!</c> is found in every spelling, between the marks.</summary>
public sealed class FormulaTextMapTests
{
    private const string Quotes = "\"\"\"";

    /// <summary>Arguments of [Loss]; the class Text has the constants Head = "head ", Bad = "bad!", Open = "{" and Empty = "".</summary>
    public static TheoryData<string> Spellings => new(
        // Regular: escapes before, inside, and at the edges.
        """ "«bad!»" """,
        """ "x + «bad!» + x" """,
        """ "\t\n\"\\\0 «bad!»\n" """,
        """ "\x41g \x414g \x0041\x00410 «bad!»" """,
        """ "\u0041\U00000041\U0001F600 «bad!»" """,
        """ "«b\u0061d!» x" """,
        """ "«b\x61\u0064\x0021» x" """,
        """ "😀 «bad!»" """,
        """ "{{ }} «bad!» {" """,

        // Verbatim.
        """ @"x "" y «bad!» "" " """,
        """ @"«bad!»" """,
        " @\"x\n   \\t «bad!»\n y\" ",
        " @\"x\r\n   \"\"\"\" «bad!»\" ",

        // Raw, one line.
        $""" {Quotes}«bad!»{Quotes} """,
        $""" {Quotes} x \t "" «bad!» {Quotes} """,
        " \"\"\"\"\" \"\"\"\" {{ «bad!» \"\"\"\"\" ",

        // Raw, many lines.
        $" {Quotes}\n«bad!»\n{Quotes} ",
        $" {Quotes}\n    «bad!»\n    {Quotes} ",
        $" {Quotes}\n      x «bad!»\n    {Quotes} ",
        $" {Quotes}   \n    x;\n    y \"\" «bad!» z\n    {Quotes} ",
        $" {Quotes}\n    x;\n\n  \n    \n      \n    «bad!» z\n    {Quotes} ",
        $" {Quotes}\r\n    x;\r\n\r\n  \r\n    «bad!» z\r\n    {Quotes} ",
        $" {Quotes}\n\t\tx;\n\t\t«bad!» z\n\t\t{Quotes} ",
        $" {Quotes}\n    x «bad!»\n    {Quotes} ",

        // Interpolated, of each kind.
        """ $"«bad!»" """,
        """ $"x {Text.Head} \t{{ }} «bad!»" """,
        """ $"x {Text.Head}{Text.Empty} {nameof(Text)} {«Text.Bad»} y" """,
        """ $"{"x {" + @"y"} «bad!»" """,
        """ $@"x "" {{ {Text.Head} «bad!» "" " """,
        """ @$"x "" }} {Text.Head} «bad!» "" " """,
        $" ${Quotes}x {{Text.Head}} \\t \"\" «bad!» y{Quotes} ",
        $" $${Quotes}x {{{{Text.Head}}}} {{ }} «bad!» y{Quotes} ",
        $" $${Quotes}x {{{{{{Text.Head}}}}}} «bad!» y{Quotes} ",
        $" ${Quotes}\n    x;\n\n  \n    {{Text.Head}} «bad!» y\n    {Quotes} ",
        $" ${Quotes}\n    {{Text.Head}}\n    {{Text.Head}}\n    «bad!»\n    {Quotes} ",
        $" ${Quotes}\r\n    {{Text.Head}}\r\n      {{Text.Head}}\r\n    «bad!»\r\n    {Quotes} ",
        $" $${Quotes}\n    x {{ {{{{\n  Text.Head\n  }}}} «bad!»\n    {Quotes} ",

        // Compositions.
        """ "x\t" + "«bad!»" """,
        " \"x\" + (@\"\"\"\" + (\"y «bad!»\")) + \"z\" ",
        """ Text.Head + "«bad!»" """,
        """ "x" + «Text.Bad» + "y" """,
        """ «Text.Bad» """,
        """ (("x «bad!»")) """,
        """ "x «ba" + "d!» y" """,
        """ nameof(Text.Head) + "«bad!»" """,
        " \"x\" +\n   /* \"bad!\" */ \"«bad!»\" // \"\n",
        """ formula: "«bad!»" """,

        // No spelling: the whole argument.
        """ «true ? "bad!" : "x"» """,
        """ "x" + «(string)("bad" + "!")» """);

    [Theory]
    [MemberData(nameof(Spellings))]
    public void The_place_of_a_part_is_found(string argument)
    {
        MarkedSource source = MarkedSource.Parse($$"""
            using LossGen;
            [Loss({{argument}})] partial class L;
            static class Text { public const string Head = "head ", Bad = "bad!", Open = "{", Empty = ""; }
            """);
        (FormulaTextMap map, string value) = MapOf(source.Text);

        TextSpan found = map[new TextRange(value.IndexOf("bad!", StringComparison.Ordinal), 4)];

        Assert.Equal(source.WithMarks([source.Span]), source.WithMarks([found]));
        Assert.True(map.Places.IsEmpty || map.Places.Length == value.Length);
        Assert.True(map.Places.Zip(map.Places.Skip(1)).All(pair => pair.First == pair.Second || pair.First.End <= pair.Second.Start));
    }

    private static (FormulaTextMap Map, string Value) MapOf(string source)
    {
        CSharpCompilation compilation = LossBuild.Compilation(source);
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        SyntaxTree tree = compilation.SyntaxTrees[0];
        SemanticModel model = compilation.GetSemanticModel(tree);
        ExpressionSyntax argument = tree.GetRoot().DescendantNodes().OfType<AttributeArgumentSyntax>().First().Expression;
        return (FormulaTextMap.Of(argument, model, default), (string)model.GetConstantValue(argument).Value!);
    }
}

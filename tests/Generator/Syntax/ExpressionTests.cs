using LossGen.Generator.Problems;

namespace LossGen.Generator.Syntax;

/// <summary>What belongs to what.</summary>
public sealed class ExpressionTests
{
    [Theory]
    [InlineData("a + b - c", "(- (+ a b) c)")]
    [InlineData("a - b*c/d", "(- a (/ (* b c) d))")]
    [InlineData("a/b/c", "(/ (/ a b) c)")]
    [InlineData("-a*b", "(* (- a) b)")]
    [InlineData("-a^b", "(- (^ a b))")]
    [InlineData("a^b^c", "(^ a (^ b c))")]
    [InlineData("a^-b^c", "(^ a (- (^ b c)))")]
    [InlineData("a*-b", "(* a (- b))")]
    [InlineData("a - -b", "(- a (- b))")]
    [InlineData("(a + b)*c", "(* (+ a b) c)")]
    [InlineData("2x", "(* 2 x)")]
    [InlineData("2x^2", "(* 2 (^ x 2))")]
    [InlineData("-2x", "(- (* 2 x))")]
    [InlineData("2x*y", "(* (* 2 x) y)")]
    [InlineData("2x/y", "(/ (* 2 x) y)")]
    [InlineData("a*2x", "(* a (* 2 x))")]
    [InlineData("a + 2x[i]", "(+ a (* 2 x[i]))")]
    [InlineData("2exp(x)", "(* 2 exp(x))")]
    [InlineData("2e", "(* 2 e)")]
    [InlineData("2e - x", "(- (* 2 e) x)")]
    [InlineData("2e-x", "(- (* 2 e) x)")]
    [InlineData("2e3", "2000")]
    [InlineData("2e-3", "0.002")]
    [InlineData("2E+3", "2000")]
    [InlineData(".5x", "(* 0.5 x)")]
    [InlineData("2pi", "(* 2 pi)")]
    [InlineData("2π", "(* 2 pi)")]
    [InlineData("2sum[i](x)", "(* 2 sum[i](x))")]
    [InlineData("2Σ_{i} a*b", "(* 2 sum[i]((* a b)))")]
    [InlineData("|a|", "|a|")]
    [InlineData("|a - b|^2", "(^ |(- a b)| 2)")]
    [InlineData("||a| - |b||", "|(- |a| |b|)|")]
    [InlineData("|a*|b||", "|(* a |b|)|")]
    [InlineData("|a|*|b|", "(* |a| |b|)")]
    [InlineData("f(|a|, |b|)", "f(|a|, |b|)")]
    [InlineData("-|a|", "(- |a|)")]
    [InlineData("x[i, y]", "x[i, y]")]
    [InlineData("x[y[j]]", "x[y[j]]")]
    [InlineData("softmax[c](x[c])[y]", "softmax[c](x[c])[y]")]
    [InlineData("a < b", "(a < b)")]
    [InlineData("0 < a <= b != c", "(0 < a <= b != c)")]
    [InlineData("a ≠ b", "(a != b)")]
    [InlineData("a ≤ b ≥ c", "(a <= b >= c)")]
    [InlineData("i ∈ y", "(i in y)")]
    [InlineData("i ∉ y", "(i not in y)")]
    [InlineData("i not in y", "(i not in y)")]
    [InlineData("not i in y", "(not (i in y))")]
    [InlineData("not a == b and c > d", "(and (not (a == b)) (c > d))")]
    [InlineData("a == 1 or b == 2 and c == 3", "(or (a == 1) (and (b == 2) (c == 3)))")]
    [InlineData("not not flag", "(not (not flag))")]
    [InlineData("a + b < c*d", "((+ a b) < (* c d))")]
    [InlineData("a·b", "(* a b)")]
    [InlineData("σ(x)*∞", "(* sigmoid(x) inf)")]
    [InlineData("{ a if b; c otherwise }", "{a if b; c otherwise}")]
    [InlineData("{ a if b and c; d if e; }", "{a if (and b c); d if e}")]
    [InlineData("{ { a if b; c otherwise } if d; e otherwise }", "{{a if b; c otherwise} if d; e otherwise}")]
    [InlineData("sum[i](a)", "sum[i](a)")]
    [InlineData("sum[i != y](a)", "sum[i (i != y)](a)")]
    [InlineData("sum[i in C](a)", "sum[i in C](a)")]
    [InlineData("sum[i in C != y](a)", "sum[i in C (i != y)](a)")]
    [InlineData("sum[i, j < i, k not in y : a > 0](b)", "sum[i, j (j < i), k (k not in y) : (a > 0)](b)")]
    [InlineData("norm[i](a, p)", "norm[i](a, p)")]
    [InlineData("f(x)[i]", "f(x)[i]")]
    [InlineData("Σ[i](a)", "sum[i](a)")]
    [InlineData("∑[i](a)", "sum[i](a)")]
    [InlineData("sum_{i ≠ y} a*b", "sum[i (i != y)]((* a b))")]
    [InlineData("Σ_{i} a*b/c", "(/ sum[i]((* a b)) c)")]
    [InlineData("Σ_{i} a*b + c", "(+ sum[i]((* a b)) c)")]
    [InlineData("Σ_{i} -a*b^2 - c", "(- sum[i]((* (- a) (^ b 2))) c)")]
    [InlineData("Σ_{i} 2a > b", "(sum[i]((* 2 a)) > b)")]
    [InlineData("a*Σ_{i} b*Σ_{j} c*d", "(* a sum[i]((* b sum[j]((* c d)))))")]
    [InlineData("∑_{i, j : i < j} a", "sum[i, j : (i < j)](a)")]
    public void Is_read_as(string text, string tree)
    {
        var problems = new ProblemBag();

        ExpressionSyntax expression = Parser.ParseExpression(text, problems);

        Assert.Equal(tree, Tree.Of(expression));
        Assert.Empty(problems.Items);
    }

    [Theory]
    [InlineData("«a + b»*c", 0)]
    [InlineData("a + «b*c»", 1)]
    [InlineData("«-a^2» + b", 0)]
    [InlineData("«sum[i](x[i])» + b", 0)]
    [InlineData("a + «|b - c|»", 1)]
    [InlineData("a*«{ b if c; d otherwise }»", 1)]
    [InlineData("a - «Σ_{i} b*c»", 1)]
    public void Operand_stands_at_its_characters(string marked, int operand)
    {
        (string text, TextRange range) = Marks.Single(marked.Replace("«a + b»", "«(a + b)»"));

        var binary = (BinarySyntax)Parser.ParseExpression(text, new ProblemBag());

        Assert.Equal(range, (operand == 0 ? binary.Left : binary.Right).Range);
    }

    [Fact]
    public void Formula_knows_its_parts()
    {
        var problems = new ProblemBag();

        FormulaSyntax formula = Parser.ParseFormula("z := a; q[c in C] := b; d(u, v) := u*v;\n l[c] := e where i != y; mean by w", problems);

        Assert.Empty(problems.Items);
        Assert.Equal(["z", "q", "d"], formula.Definitions.Select(definition => definition.Name.Text));
        Assert.Equal(["u", "v"], formula.Definitions[2].Parameters.Select(parameter => parameter.Text));
        Assert.Equal(("l", "c", "e", "(i != y)", "w"), (formula.ResultName!.Text, formula.ResultIndices.Single().Name.Text, Tree.Of(formula.Result), Tree.Of(formula.Where!), Tree.Of(formula.MeanBy!)));
    }
}

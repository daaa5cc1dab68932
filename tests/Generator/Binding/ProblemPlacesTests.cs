using System.Collections.Immutable;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>Every kind of problem at its exact characters, which «» mark in the formula or in Inputs.</summary>
public sealed class ProblemPlacesTests
{
    /// <summary>Id, formula, Inputs, parameters.</summary>
    public static readonly TheoryData<string, string, string?, string> Cases = new()
    {
        { "LOSS0201", "«§»x", "x", "" },
        { "LOSS0201", "«𝑥»", "x", "" },
        { "LOSS0201", "x + «\u0001»x", "x", "" },
        { "LOSS0202", "x «**» 2", "x", "" },
        { "LOSS0202", "x «−» 2", "x", "" },
        { "LOSS0202", "{ x if x > 0 «&&» x < 1; 0 otherwise }", "x", "" },
        { "LOSS0202", "{ x if x > 0 «||» x < 1; 0 otherwise }", "x", "" },
        { "LOSS0202", "{ x if «!»(x > 0); 0 otherwise }", "x", "" },
        { "LOSS0202", "x > 0 «?» x : 0", "x", "" },
        { "LOSS0202", "«\\log» x", "x", "" },
        { "LOSS0202", "«where»(x > 0, x, 0)", "x", "" },
        { "LOSS0202", "(x)«.abs»()", "x", "" },
        { "LOSS0202", "«[»x]", "x", "" },
        { "LOSS0202", "«+»x", "x", "" },
        { "LOSS0202", "x^«{»2}", "x", "" },
        { "LOSS0202", "sum_{i}«^»{C} x[i]", "x[C]", "" },
        { "LOSS0202", "«#note»\nx", "x", "" },
        { "LOSS0202", "«return» x", "x", "" },
        { "LOSS0202", "«1{»x > 0}", "x", "" },
        { "LOSS0202", "«Σ_i» x[i]", "x[C]", "" },
        { "LOSS0202", "x[«:»]", "x[C]", "" },
        { "LOSS0202", "lgamma(x)«!»", "x", "" },
        { "LOSS0203", "x + «2.»", "x", "" },
        { "LOSS0203", "x + «1.2.3»", "x", "" },
        { "LOSS0203", "x + «1e999»", "x", "" },
        { "LOSS0204", "x +«»", "x", "" },
        { "LOSS0204", "x + «*» x", "x", "" },
        { "LOSS0204", "exp(x, «)»", "x", "" },
        { "LOSS0205", "x «x»", "x", "" },
        { "LOSS0205", "2«(»x + 1)", "x", "" },
        { "LOSS0205", "(x)«(»x)", "x", "" },
        { "LOSS0205", "(x«,» x)", "x", "" },
        { "LOSS0205", "sum[i] «x»[i]", "x[C]", "" },
        { "LOSS0205", "2 «x»", "x", "" },
        { "LOSS0206", "exp«(»x", "x", "" },
        { "LOSS0206", "x«[»y", "x[C], y in C", "" },
        { "LOSS0206", "«|»x", "x", "" },
        { "LOSS0206", "«{» x if x > 0; 0 otherwise", "x", "" },
        { "LOSS0207", "exp(x)«)»", "x", "" },
        { "LOSS0207", "x«]» + 1", "x", "" },
        { "LOSS0208", "1/«2x»", "x", "" },
        { "LOSS0208", "x^«2x»", "x", "" },
        { "LOSS0208", "x/-«2x^2»", "x", "" },
        { "LOSS0209", "z «=» x; z", "x", "" },
        { "LOSS0209", "clamp(x, min«=»0, 1)", "x", "" },
        { "LOSS0209", "z «: =» x; z", "x", "" },
        { "LOSS0210", "«»", "x", "" },
        { "LOSS0210", "«z := »x", "x", "" },
        { "LOSS0210", "z := x;«»", "x", "" },
        { "LOSS0210", "«mean by» x", "x", "" },
        { "LOSS0211", "x«;»", "x", "" },
        { "LOSS0211", "x«;» x", "x", "" },
        { "LOSS0211", "x «mean» by x", "x", "" },
        { "LOSS0211", "x; mean by t«;»", "x, t", "" },
        { "LOSS0212", "sum[«]»(x)", "x", "" },
        { "LOSS0212", "sum[i «=» 1](x[i])", "x[C]", "" },
        { "LOSS0212", "sum[«2» < i](x[i])", "x[C]", "" },
        { "LOSS0213", "sum[i != y «!=» 2](x[i])", "x[C], y in C", "" },
        { "LOSS0214", "{ x«,» x > 0; 0 otherwise }", "x", "" },
        { "LOSS0214", "{ x if x > 0; 0 «}»", "x", "" },
        { "LOSS0214", "{ 0 otherwise; «x» if x > 0 }", "x", "" },
        { "LOSS0214", "{ x if x > 0; «otherwise» 0 }", "x", "" },
        { "LOSS0215", "«max_»{i} x[i]", "x[C]", "" },
        { "LOSS0216", "x + 1 «:=» x; x", "x", "" },
        { "LOSS0216", "d(«2») := x; x", "x", "" },
        { "LOSS0216", "z[i : «i > 1»] := x[i]; z[y]", "x[C], y in C", "" },
        { "LOSS0216", "z[«i != y»] := x[i]; z[y]", "x[C], y in C", "" },
        { "LOSS0216", "«if» := x; x", "x", "" },
        { "LOSS0217", "x", "x«:» real", "" },
        { "LOSS0217", "x", "x, «»", "" },
        { "LOSS0217", "x", "«»", "" },
        { "LOSS0217", "x", "x[«3»]", "" },
        { "LOSS0217", "x", "x, y in «3»", "" },
        { "LOSS0217", "x", "0 <= x «>» 1", "" },
        { "LOSS0217", "x", "x «;» t", "" },
        { "LOSS0217", "x", "x, y in {«a»}", "" },
        { "LOSS0217", "x", "x, «in»", "" },
        { "LOSS0218", "z := x[i] «where» i != y; z", "x[C], y in C", "" },
        { "LOSS0218", "sum[i](x[i] «where» i != y)", "x[C], y in C", "" },
        { "LOSS0218", "x[i] where i != y «where» i != y", "x[C], y in C", "" },
        { "LOSS0218", "x[i] where i != y«,» i != 2", "x[C], y in C", "" },
        { "LOSS0218", "x[i]; mean by 2 «where» i != y", "x[C], y in C", "" },

        { "LOSS0301", "sum[«x»](t[x])", "x, t[C]", "" },
        { "LOSS0301", "sum[i](x[i]*sum[«i»](x[i]))", "x[C]", "" },
        { "LOSS0301", "«x» := 2; x", "x", "" },
        { "LOSS0301", "z := x; «z» := x; z", "x", "" },
        { "LOSS0301", "d(u, «u») := u; d(x, x)", "x", "" },
        { "LOSS0301", "d(«x») := x; d(x)", "x", "" },
        { "LOSS0301", "x[y]", "x[C], y in C, «C»", "" },
        { "LOSS0301", "x", "«x»[x]", "" },
        { "LOSS0301", "x", "x, «x»", "" },
        { "LOSS0301", "sum[«C»](x[y])", "x[C], y in C", "" },
        { "LOSS0301", "x[y]", "x[«margin»], y in margin", "double margin = 1" },
        { "LOSS0302", "x", "x, «sum»", "" },
        { "LOSS0302", "x", "x, «exp»", "" },
        { "LOSS0302", "«pi» := 3; x", "x", "" },
        { "LOSS0302", "x", "x, «gradX»", "" },
        { "LOSS0302", "x[y]", "x[«inner»], y in inner", "" },
        { "LOSS0302", "sum[«max»](x[max])", "x[C]", "" },
        { "LOSS0302", "«gradX»^2", null, "" },
        { "LOSS0302", "x[y] where «log» != y", "x[C], y in C", "" },
        { "LOSS0303", "x*«w»", "x", "" },
        { "LOSS0303", "«label_smoothing»*x", "x", "double labelSmoothing = 0" },
        { "LOSS0303", "x + «w»[y]", "x, y in C", "" },
        { "LOSS0303", "sum[i](«w»[i])*x", "x", "" },
        { "LOSS0303", "z := «v»; v := x; z", "x", "" },
        { "LOSS0303", "1.0«f»*x", "x", "" },
        { "LOSS0303", "sum[i < «j», j](x[i]*x[j])", "x[C]", "" },
        { "LOSS0303", "d(u) := u; d(«w»)*x", "x", "" },
        { "LOSS0303", "«marign» - x", null, "double margin = 1" },
        { "LOSS0303", "«x.size»*x", "x", "" },
        { "LOSS0304", "«ln»(x)", "x", "" },
        { "LOSS0304", "«torch.exp»(x)", "x", "" },
        { "LOSS0304", "«x»(1 - x)", "x", "" },
        { "LOSS0304", "«add»(x, 1)", "x", "" },
        { "LOSS0305", "sum[i in «B»](x[i])", "x[C]", "" },
        { "LOSS0305", "sum[i in «y»](x[i])", "x[C], y in C", "" },
        { "LOSS0305", "l[c in «B»] := x[c]", "x[C]", "" },
        { "LOSS0306", "«logsumexp»[i](x[i])", "x[C]", "" },
        { "LOSS0306", "«exp»[i](x[i])", "x[C]", "" },
        { "LOSS0306", "«x»[i](x[i])", "x[C]", "" },

        { "LOSS0310", "x*p", "x, shared «p»", "int p = 1" },
        { "LOSS0310", "x*p", "x, «p»[C]", "int p = 1" },
        { "LOSS0310", "x*p", "x, «p» = 1", "int p = 1" },
        { "LOSS0310", "x*p", "x, «p» in C", "int p = 1" },
        { "LOSS0310", "x", "x, «w» > 0", "double[] w" },
        { "LOSS0310", "x*w[y]", "x, y in C, «w»[C] = 1", "double[] w" },
        { "LOSS0310", "x*w[y]", "x, y in C, «w»[C]", "double[]? w = null" },
        { "LOSS0310", "x*w[y]", "x, y in C, «w»[C] > 0", "double[] w" },
        { "LOSS0310", "x*w[y]", "x, y in C, «w»[C] = inf", "double[]? w = null" },
        { "LOSS0310", "x*flag", "x, «flag» in {0, 1}", "bool flag = true" },
        { "LOSS0310", "x*p", "x, p > 0, «p» < 3", "int p = 1" },
        { "LOSS0311", "x*w", "x, «w» = 1", "" },
        { "LOSS0311", "x[y]", "x[C], shared «y» in C", "" },
        { "LOSS0311", "x[y[j]]", "x[C], «y»[J, K] in C", "" },
        { "LOSS0311", "x", "x[C], «y»[C] in C", "" },
        { "LOSS0311", "x", "x[C], y[J] in C, «z»[J] in C", "" },
        { "LOSS0311", "x", "x[C], «y»[J] in C ignoring 2", "" },
        { "LOSS0311", "x", "x[C], «y» in C until -1", "" },
        { "LOSS0311", "x", "x[C], 0 <= «y» in C", "" },
        { "LOSS0311", "x", "x[C], «y»[J] in C until -0.5", "" },
        { "LOSS0311", "x", "x[C], y in C ignoring «0.5»", "" },
        { "LOSS0311", "x", "x[C], y in C ignoring «k»", "double k = 1" },
        { "LOSS0311", "x", "x[C], y in C ignoring «k»", "" },
        { "LOSS0311", "x*X", "x, «X»", "" },
        { "LOSS0312", "x", "«1 <= x <= 0»", "" },
        { "LOSS0312", "x", "«1 < x <= 1»", "" },
        { "LOSS0312", "x*y", "x, «y in {1, 1}»", "" },
        { "LOSS0312", "x*y", "x, «y in {1, inf}»", "" },
        { "LOSS0312", "x*y", "x, «0 <= y in {1, 2}»", "" },
        { "LOSS0312", "x*p", "x, «p in {1, 2}»", "int p = 3" },
        { "LOSS0312", "x*p", "x, p in {1, «1.5»}", "int p = 1" },
        { "LOSS0313", "x*«t»", null, "" },
        { "LOSS0313", "x[«y»[j]]", null, "" },
        { "LOSS0313", "«x»[i, j]", null, "" },
        { "LOSS0313", "x[i]/C/«D»", null, "" },
        { "LOSS0313", "«margin»", null, "double margin = 1" },
        { "LOSS0313", "sum[i not in «y»](x[i])", null, "" },
        { "LOSS0314", "x*«w»[y]", "x, y in C", "double[] w" },
        { "LOSS0314", "x*«w»", "x", "double[]? w = null" },
        { "LOSS0315", "«y»", "y in {-1, 1}", "" },
        { "LOSS0315", "«x; mean by x»", "x", "" },
        { "LOSS0316", "x", "x, «t»", "" },
        { "LOSS0316", "x", "x, «y» in C", "" },
        { "LOSS0317", "«z» := 2x; x", "x", "" },
        { "LOSS0317", "«d»(u) := 2u; x", "x", "" },

        { "LOSS0320", "«x[y, y]»", "x[C], y in C", "" },
        { "LOSS0320", "softmax[c](x[c])[y, y]".Replace("softmax[c](x[c])", "«softmax[c](x[c])»"), "x[C], y in C", "" },
        { "LOSS0321", "«s[y]» + x[y]", "x[C], s, y in C", "" },
        { "LOSS0321", "x[y]*«margin[y]»", "x[C], y in C", "double margin = 1" },
        { "LOSS0321", "«exp(x[y])»[y]", "x[C], y in C", "" },
        { "LOSS0321", "d(u) := «u[y]»; d(x[y])", "x[C], y in C", "" },
        { "LOSS0322", "«x»", "x[C]", "" },
        { "LOSS0322", "x[«y»]", "x[C], y[J] in C", "" },
        { "LOSS0322", "z[c] := x[c]; «z»", "x[C]", "" },
        { "LOSS0322", "d(u) := «u»*2; d(x)", "x[C]", "" },
        { "LOSS0323", "x[«0»]", "x[C]", "" },
        { "LOSS0323", "x[«C»]", "x[C]", "" },
        { "LOSS0323", "x[«s»]", "x[C], s", "" },
        { "LOSS0323", "sum[i](x[«i + 1»])", "x[C]", "" },
        { "LOSS0324", "x[«y»]", "x[C], y in D", "" },
        { "LOSS0324", "sum[i in D](x[«i»])", "x[C], w[D]", "" },
        { "LOSS0324", "{ x[z] if «y» in l; 0 otherwise }", "x[C], y in D, z in C, l[J] in C", "" },

        { "LOSS0330", "«max(x, 0, 1)»", "x", "" },
        { "LOSS0330", "«exp()»", "x", "" },
        { "LOSS0330", "d(u, v) := u*v; «d(x)»", "x", "" },
        { "LOSS0330", "d(u, v) := u*v; x*«d»", "x", "" },
        { "LOSS0330", "«sum[i](x[i], 2)»", "x[C]", "" },
        { "LOSS0330", "«sum[i]()»", "x[C]", "" },
        { "LOSS0331", "{ x if «x»; 0 otherwise }", "x", "" },
        { "LOSS0331", "count[i](«x[i]»)", "x[C]", "" },
        { "LOSS0331", "{ x if x > 0 and «margin»; 0 otherwise }", "x", "double margin = 1" },
        { "LOSS0332", "«x > 0»", "x", "" },
        { "LOSS0332", "x*(«not flag»)".Replace("(«not flag»)", "«(not flag)»"), "x", "bool flag = true" },
        { "LOSS0332", "«any[i](x[i] > 0)»", "x[C]", "" },
        { "LOSS0333", "{ x[y] if y in «y»; 0 otherwise }", "x[C], y in C", "" },
        { "LOSS0333", "{ x if x in «{ 0 otherwise }»; 0 otherwise }", "x", "" },
        { "LOSS0333", "{ x[y] if «2» in l; 0 otherwise }", "x[C], y in C, l[J] in C", "" },
        { "LOSS0334", "«mean»(x)", "x[C]", "" },
        { "LOSS0334", "«max»(x)", "x[C]", "" },
        { "LOSS0334", "«sum»[i]", "x[C]", "" },
        { "LOSS0335", "«argmax[i, j](x[i]*x[j])»*x[y]", "x[C], y in C", "" },
        { "LOSS0336", "«softmax[c](x[c])»", "x[C]", "" },
        { "LOSS0337", "norm[i](x[i], «x[i]»)", "x[C]", "" },

        { "LOSS0340", "sum[«i»](2)*x", "x", "" },
        { "LOSS0340", "sum[«i»](2)*x[y]", "x[C], y in C", "" },
        { "LOSS0340", "sum[«i», «j» : i < j](2)*x[y]", "x[C], y in C", "" },
        { "LOSS0341", "sum[«i»](x[i]*t[i])", "x[C], t[D]", "" },
        { "LOSS0341", "sum[«i» : i == y and i == z](2)*x[y]", "x[C], y in C, z in D", "" },
        { "LOSS0342", "x[«i»] + 1", "x[C]", "" },
        { "LOSS0342", "x[«c»]", "x[C]", "" },
        { "LOSS0342", "-x[«i»]", "x[C]", "" },
        { "LOSS0342", "l[c] := x[c]; mean by w[«c»]", "x[C], w[C]", "" },
        { "LOSS0342", "z := x[«i»]; z", "x[C]", "" },
        { "LOSS0342", "x[«lbael»]", "x[C], label in C", "" },
        { "LOSS0343", "x[«i»]^2/C", "x[C]", "" },
        { "LOSS0343", "exp(x[«i»] - 1)", "x[C]", "" },
        { "LOSS0343", "x[«i»]*t[«j»]", "x[C], t[D]", "" },
        { "LOSS0344", "x where «x > 0»", "x", "" },
        { "LOSS0344", "sum[i](x[i]) where «i» != y", "x[C], y in C", "" },

        { "LOSS0350", "«{ x if y == 1; 0 if y == 2 }»", "x, y in {1, 2, 3}", "" },
        { "LOSS0350", "«{ x if x > 0; -x if x < 0 }»", "x", "" },
        { "LOSS0351", "«{ x if x > t; t if x < t }»", "x, t", "" },
        { "LOSS0351", "«{ x[y] if y in l }»", "x[C], y in C, l[J] in C", "" },

        { "LOSS0361", "(a - b)^2 + (c - d)^2 + (e - f)^2 + (m - n)^2", "a, b, c, d, e, f, m, «n»", "" },
        { "LOSS0361", "sum[k](w[k]*x[k])*a*b*c*d*f*s", "x[K], a, b, c, d, f, shared «s», w[K]", "double[] w" },
    };

    /// <summary>Problems of size and of several formulas, which texts of a line cannot show.</summary>
    private static readonly string[] Elsewhere = ["LOSS0219", "LOSS0220", "LOSS0221", "LOSS0360", "LOSS0370"];

    [Fact]
    public void Every_kind_has_a_case() => Assert.Equal(
        SyntaxProblems.All.Concat(BindingProblems.All).Select(kind => kind.Id).Order(),
        Cases.Select(row => row.Data.Item1).Concat(Elsewhere).Distinct().Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Stands_at_its_characters(string id, string markedFormula, string? markedInputs, string parameters) =>
        Check(id, markedFormula, markedInputs, parameters);

    [Theory]
    [InlineData("double exp = 1", "exp")]
    [InlineData("double margin = 1, int shared = 1", "shared")]
    [InlineData("double sum = 1", "sum")]
    [InlineData("double pi = 3", "pi")]
    public void Parameter_named_like_a_word_is_marked_in_the_declaration(string parameters, string name)
    {
        Problem problem = Assert.Single(Bound.Of("x", "x", parameters).Problems);

        Assert.Equal(("LOSS0302", ProblemPart.Declaration, name), (problem.Kind.Id, problem.Part, problem.Subject));
    }

    private static void Check(string id, string markedFormula, string? markedInputs, string parameters)
    {
        (string formula, ImmutableArray<TextRange> ofFormula) = Marks.Read(markedFormula);
        (string? inputs, ImmutableArray<TextRange> ofInputs) = markedInputs is null ? (null, ImmutableArray<TextRange>.Empty) : Marks.Read(markedInputs);

        IReadOnlyList<Problem> problems = Bound.Of(formula, inputs, parameters).Problems;

        string[] expected = [.. ofFormula.Select(range => Show(id, ProblemPart.Formula, range)), .. ofInputs.Select(range => Show(id, ProblemPart.Inputs, range))];
        Assert.Equal(expected, problems.Where(problem => problem.Kind.Id == id || problem.IsError).Select(problem => Show(problem.Kind.Id, problem.Part, problem.Range)));
    }

    private static string Show(string id, ProblemPart part, TextRange range) => $"{id} in {part} at {range.Start}, {range.Length} long";
}

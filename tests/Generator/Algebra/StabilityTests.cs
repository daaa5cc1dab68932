using System.Globalization;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>Whole formulas where the plain form fails: value and gradients against multi-precision numbers.</summary>
public class StabilityTests
{
    /// <summary>Formula, inputs, parameters, where (y = label 0), the value, the gradients.</summary>
    public static TheoryData<string, string, string, string, double, string> Witnesses => new()
    {
        { "log(1 + exp(-y*x))", "x, y in {-1, 1}", "", "x = -800; y = 1", 800, "x = -1" },
        { "log(1 + exp(-y*x))", "x, y in {-1, 1}", "", "x = 40; y = 1", 4.248354255291589e-18, "x = -4.248354255291589e-18" },
        { "-(t*log(sigmoid(x)) + (1 - t)*log(1 - sigmoid(x)))", "x, t", "", "x = 40; t = 1", 4.248354255291589e-18, "x = -4.248354255291589e-18" },
        { "-(t*log(sigmoid(x)) + (1 - t)*log(1 - sigmoid(x)))", "x, t", "", "x = 40; t = 0", 40, "x = 1" },
        { "-(t*log(sigmoid(x)) + (1 - t)*log(1 - sigmoid(x)))", "x, t", "", "x = -40; t = 0", 4.248354255291589e-18, "x = 4.248354255291589e-18" },
        { "-(t*log(sigmoid(x)) + (1 - t)*log(1 - sigmoid(x)))", "x, t", "", "x = 800; t = 0", 800, "x = 1" },
        { "-log(exp(x[y])/sum[c](exp(x[c])))", "x[C], y in C", "", "x = 0 -50", 1.9287498479639178e-22, "x = -1.9287498479639178e-22 1.9287498479639178e-22" },
        { "log(sum[c](exp(x[c]))) - x[y]", "x[C], y in C", "", "x = 0 -50", 1.9287498479639178e-22, "x = -1.9287498479639178e-22 1.9287498479639178e-22" },
        { "-log(softmax[c](x[c])[y])", "x[C], y in C", "", "x = 0 -50", 1.9287498479639178e-22, "x = -1.9287498479639178e-22 1.9287498479639178e-22" },
        { "sum[c : c == y](lse[k](x[k]) - x[c])", "x[C], y in C", "", "x = 0 -50", 1.9287498479639178e-22, "x = -1.9287498479639178e-22 1.9287498479639178e-22" },
        { "lse[c](x[c]) - x[y]", "x[C], y in C", "", "x = 1000 -1000 999", 0.3132616875182228, "x = -0.2689414213699951 0 0.2689414213699951" },
        { "lse[c](x[c]) - x[y]", "x[C], y in C", "", "x = 7 7", 0.6931471805599453, "x = -0.5 0.5" },
        { "sum[c](t[c]*(lse[k](x[k]) - x[c]))", "x[C], t[C]", "", "x = 0 -50; t = 1 0", 1.9287498479639178e-22, "x = -1.9287498479639178e-22 1.9287498479639178e-22" },
        { "exp(x[y])/sum[c](exp(x[c]))", "x[C], y in C", "", "x = 1000 0", 1, "x = 0 0" },
        { "log(cosh(x - t))", "x, t", "", "x = 800; t = 0", 799.3068528194401, "x = 1; t = -1" },
        { "log(cosh(x - t))", "x, t", "", "x = 1e-09; t = 0", 5e-19, "x = 1e-09" },
        { "|x| + softplus(-2*|x|) - log(2)", "x", "", "x = 1e-09", 5e-19, "x = 1e-09" },
        { "d^2*(sqrt(1 + (x/d)^2) - 1)", "x", "double d", "x = 1e-09; d = 1", 5e-19, "x = 1e-09" },
        { "-(1 - sigmoid(x))^p*log(sigmoid(x))", "x", "double p", "x = 30; p = 1.5", 2.6786369618075766e-33, "x = -6.69659240451844e-33" },
        { "-(1 - sigmoid(x))^p*log(sigmoid(x))", "x", "double p", "x = 500; p = 0.25", 3.6808558548018004e-272, "x = -4.60106981850225e-272" },
        { "-(1 - sigmoid(x))^2*log(sigmoid(x))", "x", "", "x = 20", 8.756510717575235e-27, "x = -2.6269532107604424e-26" },
        { "cos(acos(x) + m)", "-1 <= x <= 1", "double m", "x = 0.9999999999; m = 0.5", 0.8775757817013458, "x = 33901.38111965375" },
        { "sin(acos(x))", "-1 <= x <= 1", "", "x = 0.9999999999", 1.414213620844016e-05, "x = -70710.67518803776" },
        { "mean[i](x[i]^2) - mean[i](x[i])^2", "x[C]", "", "x = 100000001 100000000", 0.25, "x = 0.5 -0.5" },
        { "sum[i](|x[i]|^3)^(1/3)", "x[C]", "", "x = 1e200 1e200", 1.2599210498948731e200, "x = 0.6299605249474366 0.6299605249474366" },
        { "sqrt(sum[i](x[i]^2))", "x[C]", "", "x = 0 0", 0, "x = 0 0" },
        { "sqrt(mean[i](x[i]^2))", "x[C]", "", "x = 0 0", 0, "x = 0 0" },
        { "sqrt(sum[i, j](x[i]^2*t[j]^2))", "x[C], t[C]", "", "x = 0 0; t = 1 2", 0, "x = 0 0; t = 0 0" },
        { "sqrt(x^2 + 2*t^2)", "x, t", "", "x = 0; t = 0", 0, "x = 0; t = 0" },
        { "sqrt(mean[i](x[i]^2) - mean[i](x[i])^2)", "x[C]", "", "x = 3 3", 0, "x = 0 0" },
        { "sqrt(exp(t)*{ x^2 if x < 9; 0 otherwise })", "x, t", "", "x = 0; t = 1", 0, "x = 0; t = 0" },
        { "log(1 - exp(-x))", "x > 0", "", "x = 40", -4.248354255291589e-18, "x = 4.248354255291589e-18" },
        { "log(exp(x) + exp(t))", "x, t", "", "x = 800; t = 799", 800.3132616875182, "x = 0.7310585786300049; t = 0.2689414213699951" },
        { "t*(log(t) - x)", "x, t >= 0", "", "x = -3; t = 0", 0, "x = 0" },
        { "-t*log(q)", "q >= 0, t >= 0", "", "q = 0; t = 0", 0, "q = 0" },
        { "1 - tanh(x)^2", "x", "", "x = 20", 1.6993417021166355e-17, "x = -3.398683404233271e-17" },
        { "1 - cos(x)", "x", "", "x = 1e-09", 5e-19, "x = 1e-09" },
        { "1 - erf(x)", "x", "", "x = 7", 4.183825607779414e-23, "x = -5.9159629580030695e-22" },
    };

    /// <summary>Formula, inputs, parameters, where, the gradients: what a formula says at a corner, and NaN.</summary>
    public static TheoryData<string, string, string, string, string> Corners => new()
    {
        { "relu(x)", "x", "", "x = 0", "x = 0" },
        { "max(0, x)", "x", "", "x = 0", "x = 0" },
        { "max(x, 0)", "x", "", "x = 0", "x = 0" },
        { "min(m, x)", "x", "double m", "x = 1; m = 1", "x = 0" },
        { "max(x, t)", "x, t", "", "x = 1; t = 1", "x = 0.5; t = 0.5" },
        { "max(x, stop(t))", "x, t", "", "x = 1; t = 1", "x = 0; t = 0" },
        { "clampmin(x, 0)", "x", "", "x = 0", "x = 1" },
        { "clampmax(x, 0)", "x", "", "x = 0", "x = 1" },
        { "clamp(x, 0, 1)", "x", "", "x = 1", "x = 1" },
        { "clamp(x, 0, 1)", "x", "", "x = 0", "x = 1" },
        { "|x|", "x", "", "x = 0", "x = 0" },
        { "max[i](x[i])", "x[C]", "", "x = 1 2 2", "x = 0 1 0" },
        { "min[i](x[i])", "x[C]", "", "x = 2 1 1", "x = 0 1 0" },
        { "max[i : x[i] > 5](x[i])", "x[C]", "", "x = 1 2 2", "x = 0 0 0" },
        { "norm[i](x[i])", "x[C]", "", "x = 0 0 0", "x = 0 0 0" },
        { "norm[i](x[i], 1)", "x[C]", "", "x = 0 2 -2", "x = 0 1 -1" },
        { "norm[i](x[i], inf)", "x[C]", "", "x = 0 2 -3", "x = 0 0 -1" },
        { "norm[i](x[i], p)", "x[C]", "double p", "x = 0 0 0; p = 3", "x = 0 0 0" },
        { "norm[i](x[i], p)", "x[C]", "double p", "x = 0 0 0; p = 2", "x = 0 0 0" },
        { "x^0.5", "x >= 0", "", "x = 0", "x = 0" },
        { "x^p", "x >= 0", "double p", "x = 0; p = 0", "x = 0" },
        { "prod[i](x[i])", "x[C]", "", "x = 0 2 3", "x = 6 0 0" },
        { "prod[i](x[i])", "x[C]", "", "x = 0 0 3", "x = 0 0 0" },
        { "{ log(x) if x > 0; 0 otherwise }", "x", "", "x = 0", "x = 0" },
        { "{ x if y == 1; 2*x if y == -1 }", "x, y in {-1, 1}", "", "x = 1; y = NaN", "x = NaN" },
        { "round(x)*x + floor(x) + sign(x)", "x", "", "x = 1.25", "x = 1" },
        { "relu(x)", "x", "", "x = NaN", "x = NaN" },
        { "|x|", "x", "", "x = NaN", "x = NaN" },
        { "clamp(x, 0, 1)", "x", "", "x = NaN", "x = NaN" },
        { "max(x, t)", "x, t", "", "x = NaN; t = 1", "x = NaN; t = NaN" },
        { "norm[i](x[i])", "x[C]", "", "x = NaN 1", "x = NaN NaN" },
        { "lse[c](x[c]) - x[y]", "x[C], y in C", "", "x = 1 NaN", "x = NaN NaN" },
        { "lse[c](x[c])", "x[C]", "", "x = -Infinity -Infinity", "x = 0 0" },
        { "lse[c](x[c])", "x[C]", "", "x = 0 Infinity", "x = 0 1" },
    };

    [Theory]
    [MemberData(nameof(Witnesses))]
    public void Digits_are_kept(string formula, string inputs, string parameters, string at, double value, string gradients)
        => Digits(formula, inputs, parameters, at, value, gradients);

    [Theory]
    [MemberData(nameof(Corners))]
    public void Corners_are_as_written(string formula, string inputs, string parameters, string at, string gradients)
    {
        (LossTerms terms, Sample sample) = Compile(formula, inputs, parameters, at);
        Check(terms, sample, gradients);
    }

    internal static LossTerms Digits(string formula, string inputs, string parameters, string at, double value, string gradients)
    {
        (LossTerms terms, Sample sample) = Compile(formula, inputs, parameters, at);
        Close(value, new TermEvaluator(sample).Real(terms.Value), "the value");
        Check(terms, sample, gradients);
        return terms;
    }

    private static void Check(LossTerms terms, Sample sample, string gradients)
    {
        foreach ((string name, double[] expected) in Read(gradients))
        {
            double[] actual = new TermEvaluator(sample).Gradient(terms.Gradients.Single(gradient => gradient.Input.Name == name), []);
            for (int i = 0; i < expected.Length; i++)
                Close(expected[i], actual[i], $"the slope of {name} at {i}");
        }
    }

    private static (LossTerms, Sample) Compile(string formula, string inputs, string parameters, string at)
    {
        BoundLoss loss = Bound.Of(formula, inputs, parameters).Loss!;
        var sample = new Sample();
        foreach ((string name, double[] values) in Read(at))
        {
            if (loss.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { } parameter)
                sample.Parameters[parameter] = values;
            else
                sample.Numbers[loss.Inputs.Single(input => input.Name == name)] = values;
            foreach (BoundAxis axis in loss.Axes)
                sample.Extents[axis] = Math.Max(values.Length, sample.Extents.GetValueOrDefault(axis));
        }

        foreach (BoundInput label in loss.Inputs.Where(input => input.Kind == InputKind.Label))
            sample.Labels[label] = [0];
        return (Passes.Run(loss, Catalogue.Default, default), sample);
    }

    private static IEnumerable<(string Name, double[] Values)> Read(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', StringSplitOptions.TrimEntries))
        .Select(pair => (pair[0], pair[1].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()));

    private static void Close(double expected, double actual, string what) => Assert.True(
        expected.Equals(actual) || Math.Abs(expected - actual) <= 4e-13 * Math.Abs(expected) || expected == 0 && Math.Abs(actual) < 1e-300, $"{what}: {expected:R}, but {actual:R}");
}

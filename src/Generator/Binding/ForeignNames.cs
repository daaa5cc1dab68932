namespace LossGen.Generator.Binding;

/// <summary>What other languages and papers call things: a name, without regard to case, and what to write instead.</summary>
internal static class ForeignNames
{
    private static readonly (string Name, string Right)[] Rows =
    [
        ("ln", "write log(…)"),
        ("log10", "write log(…)/log(10)"),
        ("exp2", "write 2^…"),
        ("pow", "write a^b"),
        ("square", "write a^2"),
        ("sqr", "write a^2"),
        ("fabs", "write |a| or abs(a)"),
        ("absolute", "write |a| or abs(a)"),
        ("sgn", "write sign(…)"),
        ("sig", "write sigmoid(…)"),
        ("logistic", "write sigmoid(…)"),
        ("expit", "write sigmoid(…)"),
        ("logit", "write log(p) - log1p(-p)"),
        ("maximum", "write max(a, b)"),
        ("minimum", "write min(a, b)"),
        ("fmax", "write max(a, b)"),
        ("fmin", "write min(a, b)"),
        ("hinge", "write relu(…)"),
        ("clip", "write clamp(a, lower, upper)"),
        ("hypot", "write sqrt(a^2 + b^2)"),
        ("gamma", "write exp(lgamma(…))"),
        ("gammaln", "write lgamma(…)"),
        ("factorial", "write exp(lgamma(n + 1))"),
        ("psi", "write digamma(…)"),
        ("ceil", "write -floor(-a)"),
        ("ceiling", "write -floor(-a)"),
        ("trunc", "write sign(a)*floor(|a|)"),
        ("mod", "write a - b*floor(a/b)"),
        ("tan", "write sin(a)/cos(a)"),
        ("log_sigmoid", "write logsigmoid(…)"),
        ("sech", "write 1/cosh(…)"),
        ("logsumexp", "write lse[i](…)"),
        ("softmax", "write softmax[c](x[c])[y]"),
        ("log_softmax", "write x[y] - lse[c](x[c])"),
        ("logsoftmax", "write x[y] - lse[c](x[c])"),
        ("dot", "write sum[d](a[d]*b[d])"),
        ("inner_product", "write sum[d](a[d]*b[d])"),
        ("matmul", "write sum[d](a[d]*b[c, d])"),
        ("cosine_similarity", "write sum[d](a[d]*b[d])/(norm[d](a[d])*norm[d](b[d]))"),
        ("one_hot", "read the element, as in x[y]"),
        ("onehot", "read the element, as in x[y]"),
        ("detach", "write stop(…)"),
        ("stop_gradient", "write stop(…)"),
        ("stopgradient", "write stop(…)"),
        ("average", "write mean[i](…)"),
        ("avg", "write mean[i](…)"),
        ("product", "write prod[i](…)"),
        ("summation", "write sum[i](…)"),
        ("total", "write sum[i](…)"),
        ("len", "write the axis's name, as in C"),
        ("length", "write the axis's name, as in C"),
        ("size", "write the axis's name, as in C"),
        ("iif", "write { a if condition; b otherwise }"),
        ("cases", "write { a if condition; b otherwise }"),
        ("heaviside", "write { 1 if a > 0; 0 otherwise }"),
        ("indicator", "write { 1 if condition; 0 otherwise }"),
        ("true", "a switch is a condition by itself, as in { a if logInput; b otherwise }"),
        ("false", "a switch is a condition by itself, as in { a if not logInput; b otherwise }"),
        ("none", "what stands for null is declared in Inputs, as in weight[C] = 1"),
        ("null", "what stands for null is declared in Inputs, as in weight[C] = 1"),
        ("infinity", "write inf"),
        ("nan", "there is no name for it"),
        ("e", "write exp(1), and exp(x) for its powers"),
        ("euler", "write exp(1)"),
        ("tau", "write 2pi"),
        ("target", "PyTorch's target is declared as an input: y for a label, t for a number"),
        ("input", "PyTorch's input is declared as an input, mostly x"),
    ];

    public static string? Find(string name)
    {
        foreach ((string foreign, string right) in Rows)
            if (string.Equals(foreign, name, StringComparison.OrdinalIgnoreCase))
                return right;
        return null;
    }
}

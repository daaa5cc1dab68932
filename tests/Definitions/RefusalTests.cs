using System.Reflection;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests;

/// <summary>What a call refuses, by which exception, and that the outputs are untouched then.</summary>
public sealed class RefusalTests
{
    // No product of two of these numbers has one of their neighbours as a factor: no wrong length is another right one.
    private static readonly Shape s_shape = new(5, 1, 7, 4, 12345);

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void A_wrong_length_is_refused_with_both_numbers(string name, int overload)
        => ForEverySpan(name, overload, (call, batch, member, parameter) =>
        {
            foreach (int change in (int[])[-1, 1])
            {
                if (IsAnotherBatch(batch, member, parameter))
                    continue;
                call.Distort = (frame, parameters) => frame.Integers[Place(parameters, parameter)] += change;
                ArgumentException exception = Assert.ThrowsAny<ArgumentException>(member.Invoke);
                Assert.Contains(exception.ParamName, batch.Loss.Inputs.SelectMany(i => new[] { i.Name, Call.GradientName(i) }).Concat(["losses", "upstream"]));
                Assert.True(call.IsUntouched, $"{member.Name} wrote before it refused {parameter}.");
            }
        });

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void An_output_that_overlaps_another_span_is_refused(string name, int overload)
        => ForEverySpan(name, overload, (call, batch, member, parameter) =>
        {
            if (!IsOutput(parameter))
                return;
            foreach (string other in member.Parameters.Where(p => p.ParameterType.IsByRefLike).Select(p => p.Name!).Where(other => other != parameter))
            {
                byte[] inputs = call.InputBytes();
                call.Distort = (frame, parameters) => frame.Addresses[Place(parameters, parameter)] = frame.Addresses[Place(parameters, other)];
                ArgumentException exception = Assert.ThrowsAny<ArgumentException>(member.Invoke);
                Assert.Contains(exception.ParamName, (string[])[parameter, other]);
                Assert.True(call.IsUntouched);
                Assert.Equal(inputs, call.InputBytes());
            }
        });

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void A_label_out_of_range_is_refused_before_anything_is_written(string name, int overload)
    {
        (LossUnderTest loss, BoundLoss formula) = EveryLoss.Named(name, overload);
        Drawn drawn = Drawn.From(loss, formula, s_shape);
        foreach ((BoundInput input, long[] labels) in drawn.Batch.Labels)
        {
            int extent = drawn.Batch.Extents[input.LabelAxis!];
            foreach (LabelWidth width in Enum.GetValues<LabelWidth>())
            {
                foreach (long bad in (long[])[-7, extent, int.MinValue, int.MaxValue, .. width == LabelWidth.Long ? [1L << 32, long.MinValue] : Array.Empty<long>()])
                {
                    // The first label of the last sample, which is read even if it is a list's.
                    long[] wrong = [.. labels];
                    wrong[drawn.Batch.Offset(drawn.Batch.Positions - 1, 0, drawn.Batch.ElementsOf(input))] = bad;
                    ReferenceBatch batch = drawn.Batch with { Labels = drawn.Batch.Labels.ToDictionary(pair => pair.Key, pair => pair.Key == input ? wrong : pair.Value) };
                    using var call = new Call(drawn.Create(), batch, Precision.Float, width);
                    foreach ((string member, Action invoke, _) in Members(call, batch))
                    {
                        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(invoke);
                        Assert.Equal(input.Name, exception.ParamName);
                        Assert.Equal(bad, Convert.ToInt64(exception.ActualValue, null));
                        Assert.Contains($"sample {batch.N - 1}", exception.Message, StringComparison.Ordinal);
                        Assert.True(call.IsUntouched, $"{member} wrote before it refused a label.");
                    }
                }
            }
        }
    }

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void A_number_outside_its_domain_is_refused(string name, int overload)
    {
        (LossUnderTest loss, BoundLoss formula) = EveryLoss.Named(name, overload);
        Drawn drawn = Drawn.From(loss, formula, s_shape with { Seed = 99 });
        foreach ((BoundInput input, double[] numbers) in drawn.Batch.Numbers)
        {
            foreach (double bad in Outside(input.Domain))
            {
                double[] wrong = [.. numbers];
                wrong[^1] = bad;
                ReferenceBatch batch = drawn.Batch with
                {
                    Numbers = drawn.Batch.Numbers.ToDictionary(pair => pair.Key, pair => pair.Key == input ? wrong : pair.Value),
                    Labels = drawn.Batch.Labels.ToDictionary(pair => pair.Key, pair => pair.Value.Select(_ => 0L).ToArray()),
                };
                foreach (Precision precision in Enum.GetValues<Precision>())
                {
                    using var call = new Call(drawn.Create(), batch, precision);
                    foreach ((_, Action invoke, _) in Members(call, batch))
                    {
                        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(invoke);
                        Assert.Equal(input.Name, exception.ParamName);
                        if (!input.IsShared)
                            Assert.Contains($"sample {batch.N - 1}", exception.Message, StringComparison.Ordinal);
                    }
                }
            }
        }
    }

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void An_inner_below_one_is_refused(string name, int overload)
    {
        (LossUnderTest loss, BoundLoss formula) = EveryLoss.Named(name, overload);
        Drawn drawn = Drawn.From(loss, formula, s_shape);
        foreach (int inner in (int[])[0, -1])
        {
            using var call = new Call(drawn.Create(), drawn.Batch, Precision.Float);
            call.Distort = (frame, parameters) => frame.Integers[Place(parameters, "inner")] = inner;
            foreach ((_, Action invoke, _) in Members(call, drawn.Batch))
            {
                Assert.Equal("inner", Assert.ThrowsAny<ArgumentException>(invoke).ParamName);
                Assert.True(call.IsUntouched);
            }
        }
    }

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void A_parameter_outside_its_domain_is_refused(string name, int overload)
    {
        (LossUnderTest loss, BoundLoss formula) = EveryLoss.Named(name, overload);
        foreach (BoundParameter parameter in formula.Parameters)
        {
            object[] wrong = parameter.IsArray
                ? [new[] { 1, double.NaN }, new[] { double.PositiveInfinity }]
                : [.. Outside(parameter.Domain).Where(bad => loss.Constructor.GetParameters().Single(p => p.Name == parameter.Name).ParameterType == typeof(double) || bad % 1 == 0).Cast<object>()];
            foreach (object bad in wrong)
                Assert.Equal(parameter.Name, Assert.ThrowsAny<ArgumentException>(() => loss.Create(new Dictionary<string, object?>(Defaults(loss, formula)) { [parameter.Name] = bad })).ParamName);
        }
    }

    private static Dictionary<string, object?> Defaults(LossUnderTest loss, BoundLoss formula)
        => new Draw(loss, formula, s_shape).All().Parameters;

    private static IEnumerable<double> Outside(BoundDomain domain)
    {
        if (domain.IsFinite)
        {
            yield return domain.Values.Max() + 1;
            if (!domain.Values.Contains(0.5))
                yield return 0.5;
            yield break;
        }

        if (!double.IsInfinity(domain.Lower))
            yield return domain.LowerIsStrict ? domain.Lower : domain.Lower - 1;
        if (!double.IsInfinity(domain.Upper))
            yield return domain.UpperIsStrict ? domain.Upper : domain.Upper + 1;
    }

    private static void ForEverySpan(string name, int overload, Action<Call, ReferenceBatch, (string Name, Action Invoke, ParameterInfo[] Parameters), string> check)
    {
        (LossUnderTest loss, BoundLoss formula) = EveryLoss.Named(name, overload);
        Drawn drawn = Drawn.From(loss, formula, s_shape);
        foreach (Precision precision in Enum.GetValues<Precision>())
        {
            using var call = new Call(drawn.Create(), drawn.Batch, precision);
            foreach (var member in Members(call, drawn.Batch))
            {
                foreach (string parameter in member.Parameters.Where(p => p.ParameterType.IsByRefLike).Select(p => p.Name!))
                    check(call, drawn.Batch, member, parameter);
            }
        }
    }

    private static (string Name, Action Invoke, ParameterInfo[] Parameters)[] Members(Call call, ReferenceBatch batch)
    {
        double[] upstream = new double[batch.Positions * batch.LossesPerSample];
        return
        [
            ("Forward", () => call.Forward(), call.Members.Forward.Parameters),
            ("ForwardEach", () => call.ForwardEach(), call.Members.ForwardEach.Parameters),
            ("Backward", () => call.Backward(out _), call.Members.Backward.Parameters),
            ("BackwardEach", () => call.BackwardEach(upstream), call.Members.BackwardEach.Parameters),
            ("Total", () => call.Total(), call.Members.Total.Parameters),
        ];
    }

    private static bool IsOutput(string parameter) => parameter == "losses" || parameter.StartsWith("grad", StringComparison.Ordinal);

    // Where one array of one number per sample is all there is, any length is a batch.
    private static bool IsAnotherBatch(ReferenceBatch batch, (string Name, Action Invoke, ParameterInfo[] Parameters) member, string parameter)
        => member.Parameters.Count(p => p.ParameterType.IsByRefLike) == 1 && batch.Loss.Inputs.Single(i => i.Name == parameter).Axes.IsEmpty;

    private static int Place(ParameterInfo[] parameters, string name) => parameters.Single(p => p.Name == name).Position;
}

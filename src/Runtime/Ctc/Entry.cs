namespace LossGen.Ctc;

/// <summary>What the scores of a call are, and which gradient it returns; γ are the posteriors.</summary>
internal enum Entry
{
    /// <summary>Log-probabilities, and their derivative: −γ.</summary>
    LogProbabilities,

    /// <summary>Log-probabilities, and the gradient of logits that they are the log-softmax of: e^score − γ.</summary>
    LogProbabilitiesOfLogits,

    /// <summary>Logits, and their derivative: softmax − γ.</summary>
    Logits,
}

using LossGen;

// The built-in losses know none of the libraries; here they have adapters for all that this project references.
[assembly: LossAdapters(typeof(MseLoss))]

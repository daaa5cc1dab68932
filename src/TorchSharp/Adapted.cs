using LossGen;

[assembly: LossAdapters(typeof(MseLoss), IsPublic = true)]

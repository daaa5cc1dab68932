using Xunit.Sdk;
using Xunit.v3;

// Several tests count the bytes that the whole process allocates, and the threads it uses.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace VfioActors.Conformance.Tests.Reference;

public sealed class HugePage
{
    public int Pins { get; set; }
}

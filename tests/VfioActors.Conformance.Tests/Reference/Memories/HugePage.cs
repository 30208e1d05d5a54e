namespace VfioActors.Conformance.Tests.Reference.Memories;

public sealed class HugePage
{
    public int Pins { get; set; }
}

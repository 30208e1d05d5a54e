namespace VfioActors.Conformance.Tests.Reference;

public static class Extensions
{
    public const int Type1 = 1;
    public const int Type1v2 = 3;
    public const int Coherent = 4;
    public const int Nesting = 6;
    public const int UnmapAll = 9;
    public const int UpdateVaddr = 10;
}

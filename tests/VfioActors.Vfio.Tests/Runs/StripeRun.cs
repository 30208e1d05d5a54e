using VfioActors.Vfio.Runs;

namespace VfioActors.Vfio.Tests.Runs;

/// <summary>Pages of one colour, each with a number one above that of the page before.</summary>
public readonly record struct StripeRun(ulong Pages, ulong First, ulong Colour) : IRun<StripeRun>
{
    public StripeRun Part(ulong skipped, ulong pages) => this with { Pages = pages, First = First + skipped };

    public bool GoesOnWith(in StripeRun next) => Colour == next.Colour && next.First == First + Pages;
}

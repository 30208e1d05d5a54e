using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Runs;

/// <summary>Pages of one colour, each with a number one above that of the page before.</summary>
public readonly record struct StripeRun(PageCount Pages, ulong First, ulong Colour) : IRun<StripeRun>
{
    public StripeRun Part(PageCount skipped, PageCount pages) =>
        this with { Pages = pages, First = First + skipped.Value };

    public bool GoesOnWith(in StripeRun next) => Colour == next.Colour && next.First == First + Pages.Value;
}

using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.DriverPins;

/// <summary>What came of giving pages back.</summary>
/// <param name="Handled">How many were looked at, up to the first that was not mapped.</param>
/// <param name="Freed">How many of them nobody holds any more.</param>
internal readonly record struct Released(PageCount Handled, PageCount Freed)
{
    /// <summary>Both together.</summary>
    internal Released Plus(Released more) => new(Handled.Plus(more.Handled), Freed.Plus(more.Freed));
}

using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;

namespace VfioActors.Conformance.Drivers;

/// <summary>
/// The drivers of the emulated devices, as the ones that were recorded behave: each keeps count of what it pinned, and
/// lets go of it by its policy when it is called back.
/// </summary>
public sealed class DriverBooks : IDriverScript
{
    private const ulong Page = 4096;

    /// <summary>No kernel takes more pages in one call.</summary>
    private const int PinsMax = 512;

    private readonly SortedDictionary<string, SortedDictionary<ulong, int>> _held = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DriverPolicy> _policies = new(StringComparer.Ordinal);

    /// <summary>Keeps the books after an operation was performed.</summary>
    /// <param name="operation">What was done.</param>
    /// <param name="outcome">What came of it.</param>
    public void Note(Operation operation, Outcome outcome)
    {
        switch (operation)
        {
            case DriverOperation.SetPolicy policy:
                _policies[policy.Device] = policy.Policy;
                break;
            case DriverOperation.Pin pin when outcome.Answer > 0:
                Add(pin.Device, Row(pin.Iova, (int)long.Min(pin.Pages, PinsMax)));
                break;
            case DriverOperation.PinList pin when outcome.Answer > 0:
                Add(pin.Device, pin.Iovas);
                break;
            case DriverOperation.Unpin { Pages: <= PinsMax } unpin:
                Remove(unpin.Device, Row(unpin.Iova, unpin.Pages), outcome);
                break;
            case DriverOperation.UnpinList unpin:
                Remove(unpin.Device, unpin.Iovas, outcome);
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Unpinning> HearUnmap(string device, LeavingRange range)
    {
        var held = HeldBy(device);
        var inside = held.Where(page => unchecked(page.Key - range.Iova) < range.Size).ToList();
        List<Unpinning> unpins = _policies.GetValueOrDefault(device) switch
        {
            DriverPolicy.UnpinAll => [.. inside.Select(page => new Unpinning(page.Key, page.Value))],
            DriverPolicy.UnpinOne => [.. inside.Take(1).Select(page => new Unpinning(page.Key, 1))],
            DriverPolicy.UnpinReference => [.. inside.Select(page => new Unpinning(page.Key, 1))],
            _ => [],
        };
        foreach (var unpin in unpins) { Lower(held, unpin); }
        return unpins;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Unpinning> HearClose(string device)
    {
        if (_policies.GetValueOrDefault(device) == DriverPolicy.Refuse) { return []; }
        var held = HeldBy(device);
        List<Unpinning> unpins = [.. held.Select(page => new Unpinning(page.Key, page.Value))];
        held.Clear();
        return unpins;
    }

    private static IEnumerable<ulong> Row(ulong iova, int pages) =>
        Enumerable.Range(0, int.Max(pages, 0)).Select(page => unchecked(iova + ((ulong)page * Page)));

    private static void Lower(SortedDictionary<ulong, int> held, Unpinning unpin)
    {
        if (!held.TryGetValue(unpin.Iova, out var count)) { return; }
        if (count > unpin.Count)
        {
            held[unpin.Iova] = count - unpin.Count;
        }
        else
        {
            held.Remove(unpin.Iova);
        }
    }

    private SortedDictionary<ulong, int> HeldBy(string device)
    {
        if (!_held.TryGetValue(device, out var held)) { _held[device] = held = []; }
        return held;
    }

    private void Add(string device, IEnumerable<ulong> pages)
    {
        var held = HeldBy(device);
        foreach (var page in pages) { held[page] = held.GetValueOrDefault(page) + 1; }
    }

    /// <summary>A call that returns nothing is taken to have unpinned all that was asked.</summary>
    private void Remove(string device, IEnumerable<ulong> pages, Outcome outcome)
    {
        var held = HeldBy(device);
        var handled = pages.ToList();
        if (outcome.Answer is { } answer) { handled = [.. handled.Take((int)long.Max(answer, 0))]; }
        foreach (var page in handled) { Lower(held, new(page, 1)); }
    }
}

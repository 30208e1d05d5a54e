using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;

namespace VfioActors.Conformance.Drivers;

/// <summary>
/// Drivers that unpin literally what the recorded ones unpinned. Where nothing was recorded, because the kernel
/// stopped, they go by their books.
/// </summary>
public sealed class RecordedDrivers : IDriverScript
{
    private readonly DriverBooks _books = new();
    private List<DriverEvent> _left = [];
    private bool _byBooks;

    /// <summary>Takes up the callbacks that were recorded for the operation that is next.</summary>
    public void Expect(Outcome recorded)
    {
        _left = [.. recorded.Events];
        _byBooks = recorded.IsFatal;
    }

    /// <summary>Keeps the books after an operation was performed.</summary>
    /// <param name="operation">What was done.</param>
    /// <param name="recorded">What came of it.</param>
    public void Note(Operation operation, Outcome recorded) => _books.Note(operation, recorded);

    /// <inheritdoc/>
    public IReadOnlyList<Unpinning> HearUnmap(string device, LeavingRange range)
    {
        var byBooks = _books.HearUnmap(device, range);
        return _byBooks ? byBooks : Recorded(heard => heard.Device == device && heard.Range == range);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Unpinning> HearClose(string device)
    {
        var byBooks = _books.HearClose(device);
        return _byBooks ? byBooks : Recorded(heard => heard.Device == device && heard.Range is null);
    }

    private IReadOnlyList<Unpinning> Recorded(Predicate<DriverEvent> matches)
    {
        var at = _left.FindIndex(matches);
        if (at < 0) { return []; }
        var unpins = _left[at].Unpins;
        _left.RemoveAt(at);
        return unpins;
    }
}

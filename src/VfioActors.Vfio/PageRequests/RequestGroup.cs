using VfioActors.Vfio.Calls;

namespace VfioActors.Vfio.PageRequests;

/// <summary>A group of page requests that one answer ends.</summary>
/// <param name="Request">The device that waits.</param>
/// <param name="Domain">Through which domain it came: whose queue it is put on.</param>
/// <param name="Handle">The attachment of that domain.</param>
/// <param name="Marks">Where it is.</param>
public readonly record struct RequestGroup(PendingCall Request, int Domain, int Handle, RequestMarks Marks)
{
    /// <summary>Whether it has all these marks.</summary>
    public bool Is(RequestMarks marks) => (Marks & marks) == marks;

    /// <summary>Whether it has one of these marks.</summary>
    public bool IsAny(RequestMarks marks) => (Marks & marks) != 0;
}

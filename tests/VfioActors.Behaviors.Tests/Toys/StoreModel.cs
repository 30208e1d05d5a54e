namespace VfioActors.Behaviors.Tests.Toys;

/// <summary>
/// What <see cref="StoreState"/> shall hold, in the collections of the framework, copied where that goes back.
/// </summary>
public sealed class StoreModel
{
    public int First { get; set; } = 7;

    public int Second { get; set; }

    public (long High, long Low) Wide { get; set; }

    public SortedDictionary<int, ulong> Pages { get; private init; } = [];

    public SortedDictionary<ulong, (int Owner, int Pins)> Owners { get; private init; } = [];

    public Queue<int> Asked { get; private init; } = [];

    public Queue<(ulong Iova, int Length, int Flags)> Told { get; private init; } = [];

    /// <summary>All that it holds as one text: equal exactly when the contents are.</summary>
    public string Text => string.Join(
        " | ",
        First,
        Second,
        Wide,
        string.Join(',', Pages),
        string.Join(',', Owners),
        string.Join(',', Asked),
        string.Join(',', Told));

    public StoreModel Copy() => new()
    {
        First = First,
        Second = Second,
        Wide = Wide,
        Pages = new(Pages),
        Owners = new(Owners),
        Asked = new(Asked),
        Told = new(Told),
    };

    public void AssertSame(StoreState state)
    {
        Assert.Equal(First, state.First.Value);
        Assert.Equal(Second, state.Second.Value);
        Assert.Equal(Wide, state.Wide.Value);
        Assert.Equal(Pages.Keys, state.Pages.Keys.ToArray());
        Assert.Equal(Pages.Values, state.Pages.Values.ToArray());
        Assert.Equal(Owners.Keys, state.Owners.Keys.ToArray());
        Assert.Equal(Owners.Values, state.Owners.Values.ToArray());
        Assert.Equal(Asked, Enumerable.Range(0, state.Asked.Count).Select(at => state.Asked[at]));
        Assert.Equal(Told, Enumerable.Range(0, state.Told.Count).Select(at => state.Told[at]));
    }
}

namespace VfioActors.Behaviors.Tests.Toys;

/// <summary>
/// Random changes, the same to a state and to its model. Small numbers, so that equal contents come back.
/// </summary>
public sealed class StoreWalk(ulong seed)
{
    public SplitMix Random { get; } = new(seed);

    public void Change(StoreState state, StoreModel model)
    {
        switch (Random.Below(9))
        {
            case 0: state.First.Value = model.First = Random.Below(3); break;
            case 1: state.Second.Value = model.Second = Random.Below(3); break;
            case 2: state.Wide.Value = model.Wide = (Random.Below(2), Random.Below(2)); break;
            case 3: SetPage(state, model); break;
            case 4: RemovePage(state, model); break;
            case 5: SetOwner(state, model); break;
            case 6: RemoveOwner(state, model); break;
            case 7: Ask(state, model); break;
            default: Tell(state, model); break;
        }
    }

    private void SetPage(StoreState state, StoreModel model)
    {
        var key = Random.Below(20) - 10;
        Assert.Equal(model.Pages.ContainsKey(key), state.Pages.Contains(key));
        Assert.Equal(model.Pages.Count == StoreState.Limit, state.Pages.IsFull);
        if (state.Pages.IsFull && !state.Pages.Contains(key)) { return; }
        state.Pages[key] = model.Pages[key] = (ulong)Random.Below(3);
    }

    private void RemovePage(StoreState state, StoreModel model)
    {
        var key = Random.Below(20) - 10;
        Assert.Equal(model.Pages.GetValueOrDefault(key), state.Pages[key]);
        Assert.Equal(model.Pages.Remove(key), state.Pages.Remove(key));
    }

    private void SetOwner(StoreState state, StoreModel model)
    {
        var key = Random.Next() >> 60;
        if (state.Owners.IsFull && !state.Owners.Contains(key)) { return; }
        state.Owners[key] = model.Owners[key] = (Random.Below(3), Random.Below(2));
    }

    private void RemoveOwner(StoreState state, StoreModel model)
    {
        var key = Random.Next() >> 60;
        Assert.Equal(model.Owners.TryGetValue(key, out var expected), state.Owners.TryGet(key, out var owner));
        Assert.Equal(expected, owner);
        Assert.Equal(model.Owners.Remove(key), state.Owners.Remove(key));
    }

    private void Ask(StoreState state, StoreModel model)
    {
        Assert.Equal(model.Asked.Count == StoreState.Limit, state.Asked.IsFull);
        if (!state.Asked.IsFull && Random.Below(2) == 0) { Add(Random.Below(3)); }
        else if (state.Asked.Count > 0) { Assert.Equal(model.Asked.Dequeue(), state.Asked.Dequeue()); }

        void Add(int value)
        {
            model.Asked.Enqueue(value);
            state.Asked.Enqueue(value);
        }
    }

    private void Tell(StoreState state, StoreModel model)
    {
        if (!state.Told.IsFull && Random.Below(2) == 0) { Add(((ulong)Random.Below(2), Random.Below(2), 0)); }
        else if (state.Told.Count > 0) { Assert.Equal(model.Told.Dequeue(), state.Told.Dequeue()); }

        void Add((ulong Iova, int Length, int Flags) value)
        {
            model.Told.Enqueue(value);
            state.Told.Enqueue(value);
        }
    }
}

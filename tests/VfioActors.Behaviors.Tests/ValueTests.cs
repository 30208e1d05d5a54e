using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Tests;

public sealed class ValueTests
{
    [Fact]
    public void Nobody_is_the_default_and_not_somebody()
    {
        Assert.Equal(default, ActorId.Nobody);
        Assert.False(ActorId.Nobody.IsSomebody);
        Assert.True(new ActorId(1).IsSomebody);
        Assert.Equal("nobody", ActorId.Nobody.ToString());
        Assert.Equal("#3", new ActorId(3).ToString());
        Assert.Equal("4", new OperationId(4).ToString());
    }

    [Theory, InlineData(1, 2), InlineData(2, 2), InlineData(3, 2)]
    public void Numbers_are_ordered_by_value(int left, int right)
    {
        var order = left.CompareTo(right);
        var (actor, otherActor) = (new ActorId(left), new ActorId(right));
        var (operation, otherOperation) = (new OperationId(left), new OperationId(right));
        Assert.Equal(order, actor.CompareTo(otherActor));
        Assert.Equal(order, operation.CompareTo(otherOperation));
        Assert.Equal(order < 0, actor < otherActor);
        Assert.Equal(order < 0, operation < otherOperation);
        Assert.Equal(order > 0, (actor > otherActor));
        Assert.Equal(order > 0, (operation > otherOperation));
        Assert.Equal(order <= 0, actor <= otherActor);
        Assert.Equal(order <= 0, operation <= otherOperation);
        Assert.Equal(order >= 0, actor >= otherActor);
        Assert.Equal(order >= 0, operation >= otherOperation);
    }

    [Fact]
    public void Time_only_adds()
    {
        Assert.Equal(new Ticks(5), new Ticks(2) + new Ticks(3));
        Assert.Equal(new Ticks(5), Ticks.Add(new(2), new(3)));
        Assert.Throws<OverflowException>(() => new Ticks(long.MaxValue) + new Ticks(1));
    }

    [Fact]
    public void A_promise_that_holds_says_nothing()
    {
        Ensure.That(holds: true, "one is one");
        Assert.Equal(
            "one is two", Assert.Throws<BrokenPromiseException>(() => Ensure.That(holds: false, "one is two")).Message);
    }

    [Fact]
    public void A_set_of_defects_lists_them_in_order_and_once()
    {
        DefectSet defects = new("AUX-04", "AUX-03", "AUX-04");
        Assert.Equal(["AUX-03", "AUX-04"], defects.Ids);
        Assert.Equal("AUX-03, AUX-04", defects.ToString());
        Assert.Equal("none", DefectSet.None.ToString());
        Assert.True(defects.Has(new("AUX-03", "any")));
        Assert.False(defects.Has(new("aux-03", "any")));
        Assert.False(DefectSet.None.Has(new("AUX-03", "any")));
    }
}

namespace VfioActors.Races.Tests.Fixes;

/// <summary>
/// Fields of different structures are different, though they have one name: what is stored in one says nothing of
/// another, neither that it holds ids nor that it does not.
/// </summary>
public sealed class FieldIdTests
{
    [Theory]
    [InlineData("g->id = ida_alloc(&groups, GFP_KERNEL);", "CPU1 { slots[d->id] = 1; slots[g->id] = 1; }")]
    [InlineData("g->id = many + 1;", "CPU1 { slots[d->id] = 1; }")]
    [InlineData("d->inner.id = many + 1;", "CPU1 { slots[d->id] = 1; }")]
    [InlineData("((struct group *)g)->id = many + 1;", "CPU1 { slots[((struct dev *)d)->id] = 1; }")]
    [InlineData("of()->id = many + 1;", "CPU1 { slots[d->id] = 1; }")]
    [InlineData("struct group w = { .id = many + 1 }; seen = w.id;", "CPU1 { slots[d->id] = 1; }")]
    [InlineData("row[1].id = d->id; g->id = many;", "CPU1 { slots[row[1].id] = 1; }")]
    [InlineData("WRITE_ONCE(g->id, many);", "CPU1 { slots[READ_ONCE(d->id)] = 1; }")]
    [InlineData("(many ? g : &d->inner)->id = many;", "CPU1 { slots[d->id] = 1; }")]
    [InlineData("*(int *)&g->id = many;", "CPU1 { slots[d->id] = 1; }")]
    [InlineData(
        "g->id = many;",
        "CPU1 { struct dev *e = container_of(&d->inner, struct dev, inner); slots[e->id] = 1; }")]
    [InlineData(
        "d->idx = d->id;",
        "CPU1 { int k = srcu_read_lock(&ss); slots[d->idx] = 1; srcu_read_unlock(&ss, k); }")]
    public void A_field_holds_ids_whatever_one_of_that_name_in_another_structure_holds(string first, string rest) =>
        Assert.Equal("NoFreedId", Checking.Verdict(File(first, "ida_free(&ida, d->id);", rest)));

    [Theory]
    [InlineData("g->id = many + 1;", "CPU1 { slots[g->id] = 1; }")]
    [InlineData("g->id = ida_alloc(&groups, GFP_KERNEL);", "CPU1 { slots[g->id] = 1; }")]
    [InlineData("d->inner.id = many + 1;", "CPU1 { slots[d->inner.id] = 1; }")]
    [InlineData("d->id = many + 1;", "CPU1 { slots[d->id] = 1; }")]
    [InlineData("struct dev *(*by)(void) = that; by()->id = many;", "CPU1 { slots[d->id] = 1; }")]
    [InlineData(
        "{ struct group *p = g; p->id = 3; } { struct dev *p = d; p->id = many; }", "CPU1 { slots[d->id] = 1; }")]
    [InlineData("", "union both { struct dev dev; int word; }; union both u; CPU1 { slots[d->id] = 1; }")]
    [InlineData("int *at = &d->id; *at = many;", "CPU1 { slots[d->id] = 1; }")]
    public void What_may_be_no_id_is_not_looked_at(string first, string rest) =>
        Assert.Equal("held", Checking.Verdict(File(first, "ida_free(&ida, 0);", rest)));

    private static string File(string first, string frees, string rest) => $$"""
        DEFINE_IDA(ida); DEFINE_IDA(groups); DEFINE_SRCU(ss);
        struct group { int id; int idx; }; struct group *g;
        struct dev { int id; int idx; struct group inner; }; struct dev *d; struct dev row[2];
        int slots[64]; int many; int seen;
        struct group *of(void) { return g; }
        struct dev *that(void) { return d; }
        init {
            d = kzalloc(sizeof(*d), GFP_KERNEL);
            g = kzalloc(sizeof(*g), GFP_KERNEL);
            d->id = ida_alloc(&ida, GFP_KERNEL);
            many = seen + 7;
            {{first}}
        }
        CPU0 { {{frees}} }
        {{rest}}
        """;
}

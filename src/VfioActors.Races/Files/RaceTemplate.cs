namespace VfioActors.Races.Files;

/// <summary>The file that a new question begins with.</summary>
public static class RaceTemplate
{
    /// <summary>The text: a question with a race, and a fix behind a switch.</summary>
    public const string Text = """
        /*
         * QUESTION: can lookup() use an object that remove() frees?
         *
         * check FILE              as it stands
         * check FILE -D FIX       with what is behind #ifdef FIX
         * check FILE --variants   each set of the line below, one row each
         */
        #variants -, FIX

        /* Shared memory: variables, arrays, structures and pointers to them. */
        struct obj {
                refcount_t ref;
                int data;
        };

        struct obj *slot;       /* starts as NULL, numbers as 0, lists empty */
        DEFINE_SPINLOCK(lock);

        /* Happens before all else. May be left out. */
        init {
                struct obj *o = kzalloc(sizeof(*o), GFP_KERNEL);

                refcount_set(&o->ref, 1);
                slot = o;
        }

        /* Functions of a patch go here; each is put where it is called. */
        void obj_put(struct obj *o)
        {
                if (refcount_dec_and_test(&o->ref))
                        kfree(o);
        }

        /*
         * Threads: CPU0 { }, CPU1 { } ...; irq { } comes while interrupts are
         * on; hardware { } reads memory word by word.
         */
        CPU0 {
                struct obj *o;

        #ifdef FIX
                spin_lock(&lock);
        #endif
                o = slot;
                if (o)
                        refcount_inc(&o->ref);
        #ifdef FIX
                spin_unlock(&lock);
        #endif
                if (o) {
                        o->data = 1;
                        obj_put(o);
                }
        }

        CPU1 {
                struct obj *o;

                spin_lock(&lock);
                o = slot;
                slot = NULL;
                spin_unlock(&lock);
                if (o)
                        obj_put(o);
        }

        /*
         * Claims of your own. Without being asked, check looks for use after
         * free, double free, deadlock, a lock not held or held at the end,
         * sleeping under a spinlock, counts below zero, leaks and more.
         *
         * assert(e)        in a function: e holds here
         * always(e);       after every step
         * finally(e);      when all threads are done
         * sometimes(e);    some order gets there
         * never_both(f, g) f and g never run at the same time
         */
        finally(slot == NULL);

        """;
}

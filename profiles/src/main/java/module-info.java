/// What a point does, as pure functions over values: no device, file, thread, clock or logger can
/// be named here.
module onecard.profiles {
    exports onecard.access;
    exports onecard.attendance;
    exports onecard.money;
    exports onecard.point;
    exports onecard.point.barrier;
    exports onecard.point.canteen;
    exports onecard.point.door;
    exports onecard.point.meeting;
    exports onecard.point.turnstile;
    exports onecard.site;
    exports onecard.time;
    exports onecard.visit;
    exports onecard.words;
}
